import { findInstallation } from "./installation.js";
import { download, fileSize, readFile } from "./shard-store.js";
import { siteRoot } from "./site-root.js";

export const modelsPath = `${siteRoot.pathname}models/`;

/**
 * Answers `models/<name>/<path>` as a server with the unpacked model would. Whoever asks for a file
 * that is not on the device gets it downloaded: our own elements ask for consent before, and in an
 * author's script the call is theirs.
 *
 * @param {Request} request
 * @param {import("./catalog.js").Catalog} catalog
 * @returns {Promise<Response>}
 */
export async function serveModelFile(request, catalog) {
  const path = decodeURIComponent(new URL(request.url).pathname.slice(modelsPath.length));
  const [model, ...rest] = path.split("/");
  const file = rest.join("/");
  if (!Object.hasOwn(catalog.models, model)) {
    return notFound(path);
  }
  const { pack } = (await findInstallation(catalog, model)).entry;
  const size = await fileSize(pack, file);
  if (size === undefined) {
    return notFound(path);
  }
  // Transformers.js allocates by Content-Length and takes a short body for zeros: always exact.
  const headers = new Headers({
    "Content-Type": file.endsWith(".json") ? "application/json" : "application/octet-stream",
    "Content-Length": String(size),
    "Accept-Ranges": "bytes",
  });
  if (request.method === "HEAD") {
    return new Response(null, { headers });
  }
  const range = parseRange(request.headers.get("Range"), size);
  if (range && range.start >= range.end) {
    headers.set("Content-Range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  await download(pack, { path: file });
  const bytes = await readFile(pack, file, range);
  if (range) {
    headers.set("Content-Length", String(bytes.length));
    headers.set("Content-Range", `bytes ${range.start}-${range.end - 1}/${size}`);
  }
  return new Response(bytes, { status: range ? 206 : 200, headers });
}

/** RFC 9110, section 14.1.2. Several ranges at once may be answered with the whole. */
function parseRange(header, size) {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (!first && !last) {
    return undefined;
  }
  if (!first) {
    return { start: Math.max(0, size - Number(last)), end: size };
  }
  return { start: Number(first), end: last ? Math.min(size, Number(last) + 1) : size };
}

function notFound(path) {
  return new Response(`No model on this site has the file ${path}.`, { status: 404 });
}
