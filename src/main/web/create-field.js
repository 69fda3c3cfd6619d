import { createNode } from "./create-node.js";

/**
 * A form's field with its label above it.
 *
 * @param {string} label
 * @param {any} field with an id
 * @returns {HTMLElement} both
 */
export function createField(label, field) {
  return createNode(
    "div",
    { className: "ob-field" },
    createNode("label", { for: field.id }, label),
    field,
  );
}
