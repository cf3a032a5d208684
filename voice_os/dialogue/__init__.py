"""What she says: the words of an answer, from the model to the voice."""
