"""The papers of a contest: their list, their words, each as a page to print, the workbook, the check of a paper."""
