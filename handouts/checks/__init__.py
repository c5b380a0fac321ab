"""What a careful editor says of a handout before it is made."""
