/**
 * The words of the site, in its language. Modules name them by a key of `messages.properties`, without
 * the "script." before it; the build puts the text in the key's place, so that each file carries no
 * words but its own.
 *
 * @param {string} text a key in the source, here the text, with {0}, {1} where values go
 * @param {...any} values
 * @returns {string}
 */
export function say(text, ...values) {
  return sayAround(text, ...values).join("");
}

/**
 * The same around elements.
 *
 * @param {string} text
 * @param {...any} values
 * @returns {any[]} the parts of the text, and the values between them
 */
export function sayAround(text, ...values) {
  return text.split(/\{(\d)\}/).map((part, at) => (at % 2 ? values[Number(part)] : part));
}
