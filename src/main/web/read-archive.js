/** Of what pages are made of; a host would have said so. */
const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  css: "text/css",
  json: "application/json",
  webmanifest: "application/manifest+json",
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
};
const NEW_LINE = 10;

/**
 * Takes an archive of files apart: for each a line with its path and its length, then its bytes.
 *
 * @param {Response} response with the archive, in gzip
 * @returns {Promise<[path: string, file: Response][]>} each with the headers that the host gave the
 *     archive, but for those that tell of its content
 * @throws if it is not whole, or not an archive
 */
export async function readArchive(response) {
  const plain = response.body.pipeThrough(new DecompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(plain).arrayBuffer());
  const files = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(NEW_LINE, at);
    const [path, length] = new TextDecoder().decode(bytes.subarray(at, end)).split(" ");
    const body = bytes.subarray(end + 1, end + 1 + Number(length));
    if (end < 0 || body.length !== Number(length)) {
      throw new Error("The archive of pages is broken.");
    }
    files.push([path, new Response(body, { headers: headersOf(response, path) })]);
    at = end + 1 + body.length;
  }
  return files;
}

function headersOf(response, path) {
  const headers = new Headers(response.headers);
  for (const name of [...headers.keys()]) {
    if (name.startsWith("content-") && name !== "content-security-policy") {
      headers.delete(name);
    }
  }
  headers.delete("ETag");
  headers.delete("Last-Modified");
  headers.set("Content-Type", TYPES[path.split(".").pop().toLowerCase()] ?? "application/octet-stream");
  return headers;
}
