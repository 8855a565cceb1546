"""What is kept: reference tables, the sample library, the store of a study."""
