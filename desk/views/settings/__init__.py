"""The page of settings: sections made from declarations, drafts that are saved with a reason."""
