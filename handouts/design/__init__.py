"""What `layouts/` holds: themes, layouts, styles and templates."""
