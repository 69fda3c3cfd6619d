import { findInstallation } from "./installation.js";
import { probeDevice } from "./probe-device.js";
import { parseRange } from "./parse-range.js";
import { sha256 } from "./sha256.js";
import { download, findFile, readFile } from "./shard-store.js";
import { siteRoot } from "./site-root.js";
import { tailorConfig } from "./tailor-config.js";

export const modelsPath = `${siteRoot.pathname}models/`;

/** So much of a file is in memory at once when its body is read as a stream: 16 MiB. */
const PIECE_BYTES = 1 << 24;
const TYPES = { json: "application/json", txt: "text/plain; charset=utf-8" };

/**
 * Answers `models/<name>/<path>` as a server with the unpacked model would. Whoever reads a file
 * that is not on the device gets it downloaded: our own elements ask for consent before, and in an
 * author's script the call is theirs. An error in that is one of reading the body.
 *
 * @param {Request} request
 * @param {import("./catalog.js").Catalog} catalog
 * @param {import("./installation.js").Installation} [installation] whose files these are to be; if
 *     absent, those of the version that suits this device
 * @param {{eager?: boolean, onError?: (error: any) => void}} [options] eager: download first, and fail
 *     with its error; onError: hears why the body cannot be read
 * @returns {Promise<Response>}
 */
export async function serveModelFile(
  request,
  catalog,
  installation,
  { eager = false, onError = () => {} } = {},
) {
  const [model, ...rest] = pathInModels(request.url).split("/");
  const path = rest.join("/");
  if (!Object.hasOwn(catalog.models, model)) {
    return notFound(model, path);
  }
  const { pack } = (installation ?? (await findVersion(catalog, model, path))).entry;
  const packed = await findFile(pack, path);
  if (!packed) {
    return notFound(model, path);
  }
  // An installation is complete.
  const obtain = async () => installation || download(pack, { paths: [path] });
  const telling = async (work) => {
    try {
      return await work;
    } catch (error) {
      onError(error);
      throw error;
    }
  };
  let file = {
    ...packed,
    obtain: () => telling(obtain()),
    read: (range) => telling(readFile(pack, path, range)),
  };
  if (path === "config.json" && !installation) {
    await file.obtain();
    file = await inMemory(await tailorConfig(await file.read(), catalog, model));
  }
  return respond(request, file, { type: TYPES[path.split(".").pop()], eager });
}

/**
 * RFC 9110: conditions in section 13, ranges in section 14.
 *
 * @param {{size: number, sha256: string, obtain: () => Promise<void>,
 *     read: (range?: import("./parse-range.js").ByteRange) => Promise<Uint8Array>}} file
 */
async function respond(request, file, { type = "application/octet-stream", eager }) {
  const { size } = file;
  const tag = `"${file.sha256}"`;
  // Transformers.js allocates by Content-Length and takes a short body for zeros: always exact.
  const headers = new Headers({
    "Content-Type": type,
    "Content-Length": String(size),
    "Accept-Ranges": "bytes",
    ETag: tag,
  });
  if (has(request.headers.get("If-None-Match"), tag)) {
    return new Response(null, { status: 304, headers: { ETag: tag } });
  }
  if (request.method === "HEAD") {
    return new Response(null, { headers });
  }
  const isSame = (request.headers.get("If-Range") ?? tag) === tag;
  const range = isSame ? parseRange(request.headers.get("Range"), size) : undefined;
  if (range && range.start >= range.end) {
    headers.set("Content-Length", "0");
    headers.set("Content-Range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  if (range) {
    headers.set("Content-Length", String(range.end - range.start));
    headers.set("Content-Range", `bytes ${range.start}-${range.end - 1}/${size}`);
  }
  if (eager) {
    await file.obtain();
  }
  return whenRead(file, range, { status: range ? 206 : 200, headers });
}

/**
 * Transformers.js asks for files whose headers alone it reads, even of dtypes that it will not load;
 * those must cost nobody a download. Nor is a large file in memory as a whole while its stream is read.
 *
 * @param {ResponseInit} init
 */
function whenRead(file, range, init) {
  let position = range?.start ?? 0;
  const end = range?.end ?? file.size;
  const source = {
    async pull(controller) {
      if (position === (range?.start ?? 0)) {
        await file.obtain();
      }
      const next = Math.min(end, position + PIECE_BYTES);
      if (next > position) {
        const isWhole = position === 0 && next === file.size;
        controller.enqueue(await file.read(isWhole ? undefined : { start: position, end: next }));
        position = next;
      }
      if (position === end) {
        controller.close();
      }
    },
  };
  const response = new Response(new ReadableStream(source, { highWaterMark: 0 }), init);
  // Through the stream, a large file would be copied once more, and an error would lose its words.
  response.arrayBuffer = async () => {
    await file.obtain();
    return (await file.read(range)).buffer;
  };
  return response;
}

async function inMemory(bytes) {
  return {
    size: bytes.length,
    sha256: await sha256(bytes),
    obtain: async () => {},
    read: async (range) => bytes.slice(range?.start, range?.end),
  };
}

/** Whether a list of tags has this one; "W/" says nothing where all are strong. */
function has(list, tag) {
  const tags = list?.split(",").map((each) => each.trim().replace(/^W\//, "")) ?? [];
  return tags.includes(tag) || tags.includes("*");
}

/** A dtype that is asked for by its own file need not be the one that suits this device best. */
async function findVersion(catalog, model, file) {
  const { dtypes } = catalog.models[model];
  const owners = Object.keys(dtypes).filter((dtype) => dtypes[dtype].files.includes(file));
  const dtype = owners.length === 1 ? owners[0] : undefined;
  return findInstallation(catalog, model, { device: await probeDevice(), dtype });
}

function pathInModels(url) {
  const path = new URL(url).pathname.slice(modelsPath.length);
  try {
    return decodeURIComponent(path);
  } catch {
    // A stray "%": no file has such a name.
    return path;
  }
}

function notFound(model, path) {
  return new Response(`No model on this site has the file ${model}/${path}.`, { status: 404 });
}
