"""What leaves the desk: the export dialog for every kind, and the preview of paper."""
