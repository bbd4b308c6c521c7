"""`python -m unreports`: the command line."""

from unreports.cli import main

if __name__ == "__main__":
    main()
