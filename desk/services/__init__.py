"""What a person does, one function a deed."""
