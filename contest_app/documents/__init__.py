"""Papers: score sheets, tabulations, minutes and the workbook, made from a contest's state and nothing else."""
