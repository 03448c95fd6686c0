"""Many documents: found, unpacked, cleaned in jobs, written, and gone on with after a run was killed.

Inputs give raw documents; a job makes each of them a `Done`, in this process or in several; what was asked for is
written by the job itself where each document has its own file, and by the command where they share one.
"""
