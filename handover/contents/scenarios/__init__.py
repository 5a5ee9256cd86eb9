"""The recovery scenarios, one file each, in the order the guide prints them."""
