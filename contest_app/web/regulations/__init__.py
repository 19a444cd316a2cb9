"""The regulations (thể lệ) in sentences made of the rule book, and what an amendment changes."""
