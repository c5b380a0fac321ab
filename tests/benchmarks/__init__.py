"""How long things take, as ratios to plain ReportLab measured in the same run."""
