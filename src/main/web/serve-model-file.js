import { findInstallation } from "./installation.js";
import { probeDevice } from "./probe-device.js";
import { download, fileSize, readFile } from "./shard-store.js";
import { siteRoot } from "./site-root.js";
import { tailorConfig } from "./tailor-config.js";

export const modelsPath = `${siteRoot.pathname}models/`;

/**
 * Answers `models/<name>/<path>` as a server with the unpacked model would. Whoever reads a file
 * that is not on the device gets it downloaded: our own elements ask for consent before, and in an
 * author's script the call is theirs. An error in that is one of reading the body.
 *
 * @param {Request} request
 * @param {import("./catalog.js").Catalog} catalog
 * @param {import("./installation.js").Installation} [installation] whose files these are to be; if
 *     absent, those of the version that suits this device
 * @param {typeof readFile} [read] how an installation's file is read
 * @returns {Promise<Response>}
 */
export async function serveModelFile(request, catalog, installation, read = readFile) {
  const path = decodeURIComponent(new URL(request.url).pathname.slice(modelsPath.length));
  const [model, ...rest] = path.split("/");
  const file = rest.join("/");
  if (!Object.hasOwn(catalog.models, model)) {
    return notFound(path);
  }
  const { pack } = (installation ?? (await findVersion(catalog, model, file))).entry;
  let size = await fileSize(pack, file);
  if (size === undefined) {
    return notFound(path);
  }
  let tailored;
  if (file === "config.json" && !installation) {
    await download(pack, { paths: [file] });
    tailored = await tailorConfig(await readFile(pack, file), catalog, model);
    size = tailored.length;
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
  if (range) {
    headers.set("Content-Length", String(range.end - range.start));
    headers.set("Content-Range", `bytes ${range.start}-${range.end - 1}/${size}`);
  }
  return whenRead({ status: range ? 206 : 200, headers }, async () => {
    if (!installation) {
      await download(pack, { paths: [file] });
    }
    return tailored?.slice(range?.start, range?.end) ?? read(pack, file, range);
  });
}

/**
 * Transformers.js asks for files whose headers alone it reads, even of dtypes that it will not load;
 * those must cost nobody a download.
 *
 * @param {ResponseInit} init
 * @param {() => Promise<Uint8Array>} getBytes called when the body is read
 */
function whenRead(init, getBytes) {
  const source = {
    async pull(controller) {
      controller.enqueue(await getBytes());
      controller.close();
    },
  };
  const response = new Response(new ReadableStream(source, { highWaterMark: 0 }), init);
  // Through the stream, a large file would be copied once more, and an error would lose its words.
  response.arrayBuffer = async () => (await getBytes()).buffer;
  return response;
}

/** A dtype that is asked for by its own file need not be the one that suits this device best. */
async function findVersion(catalog, model, file) {
  const { dtypes } = catalog.models[model];
  const owners = Object.keys(dtypes).filter((dtype) => dtypes[dtype].files.includes(file));
  const dtype = owners.length === 1 ? owners[0] : undefined;
  return findInstallation(catalog, model, { device: await probeDevice(), dtype });
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
