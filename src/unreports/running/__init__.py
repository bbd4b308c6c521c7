"""Running the notebooks: parameters, execution, outputs, pages, and the record of a run."""
