-- The trace that made a job (W3C Trace Context, traceparent): a contribution is followed through its commit to the broadcast.
ALTER TABLE job ADD COLUMN trace_parent TEXT;
