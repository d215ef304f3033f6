"""What texts say: addresses, phrases, 同步要素, outcome wording."""
