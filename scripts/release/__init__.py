"""Makes a folder for a USB stick: all that a laptop without internet needs to run the program (`make release`)."""
