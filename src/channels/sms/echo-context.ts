/** The entry of `Context` that carries our attempt id; it comes back as `context` in events of a configuration set (aws-facts 1.1, 2.3). */
export const ECHO_CONTEXT = 'attempt';
