"""The rules of what is right, one module for each thing that is judged; ``together`` has all."""
