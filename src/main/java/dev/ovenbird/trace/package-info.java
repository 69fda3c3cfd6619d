/**
 * What finished work depends on. Enters: inputs, each by a name, as they are read; leaves: the set
 * of inputs that a piece of work read, and what each is now. Work is done again when one of its
 * inputs is not what it was.
 *
 * <p>A new input is declared in two places: a kind with the function that tells its present value
 * ({@code SiteInputs} in the site room), and a call of {@link dev.ovenbird.trace.Reads#read} where
 * the value is handed out to whoever may ask for it.
 */
package dev.ovenbird.trace;
