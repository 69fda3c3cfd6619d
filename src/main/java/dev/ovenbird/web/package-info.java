/**
 * The build's side of the browser runtime. Enters: our modules from {@code src/main/web} and the
 * npm packages they drive; leaves: hashed, bundled scripts, packed WebAssembly, the import map and
 * the service worker's list. Called by the site room.
 */
package dev.ovenbird.web;
