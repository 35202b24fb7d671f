"""Running a case that is kept in a folder of files, from the received application to the issued determination."""
