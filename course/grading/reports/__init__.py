"""What a teacher reads of a class: made from the verdicts that grading keeps, one file each.

reteach      what to teach again, the command
near_copies  answers that are nearly the same, the command
people       who is in the class, and who has handed in
results      what the verdicts of a class come to, as data
sharing      the same without names and without small numbers
book         where in the book a mistake is spoken of
normal       code without the choice of names and layout
alike        groups of answers that are the same
tables       CSV files that no spreadsheet takes for formulas
command      what the commands have in common
page         one HTML file that asks nobody for anything
"""
