/**
 * An element with its properties and children in one expression.
 *
 * @param {string} tag
 * @param {Record<string, any>} [properties] `data-…`, `aria-…` and `role` become attributes
 * @param {...(Node | string)} children
 * @returns {any} the element
 */
export function createNode(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role" || name === "scope" || name === "for") {
      node.setAttribute(name, value);
    } else {
      node[name] = value;
    }
  }
  node.append(...children);
  return node;
}
