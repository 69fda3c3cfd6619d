/**
 * The site's root, whatever folder it is published in: this file lies in `_ovenbird/app/`.
 * All paths in the catalog and in manifests are relative to it.
 */
export const siteRoot = new URL("../../", import.meta.url);
