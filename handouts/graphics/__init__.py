"""What can stand on a page: fonts, shapes, drawings and colors."""
