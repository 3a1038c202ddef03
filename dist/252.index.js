export const id = 252;
export const ids = [252];
export const modules = {

/***/ 8776:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ji: () => (/* binding */ archiveError),
/* harmony export */   qE: () => (/* binding */ extractGo)
/* harmony export */ });
/* unused harmony exports parseTarListing, listingProblem, isGoEntry */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);
/* harmony import */ var _run_command_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2530);




/** Bytes and entries that no archive of Go comes near: 1.26 has 270 MB in 15 000 files. */
const MAX_BYTES = 2 ** 31;
const MAX_ENTRIES = 50_000;
/** Reading and writing so much takes seconds; what takes longer than this is stuck, or no Go. */
const TAR_TIMEOUT_MS = 900_000;
/**
 * Unpacks a Go archive into a new folder.
 *
 * Every entry is looked at first: Go's archives hold plain files and folders and nothing else, so a link, a device, a
 * name that leads out of the folder, or more than a disk can take means that this is no such archive.
 * @returns the path of the GOROOT
 * @throws GateError (code `bad-go-archive`)
 */
async function extractGo(archive, folder, layout, context) {
    const listing = await runTar(['-tvzf', archive], node_path__WEBPACK_IMPORTED_MODULE_1__.dirname(archive), context);
    const problem = listingProblem(parseTarListing(listing.stdout), layout);
    if (problem !== null)
        throw archiveError(problem);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(folder, { recursive: true });
    await runTar(['-xzof', archive, '-C', folder], folder, context);
    return layout === 'go' ? node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, 'go') : folder;
}
/** Reads the listing of GNU tar and BusyBox tar: mode, owner, size, date, time, name. */
function parseTarListing(text) {
    const lines = text.split('\n').filter((line) => line !== '');
    return lines.map((line) => {
        const [, size, name] = /^\S{10}\s+\S+\s+(\d+)\s+\S+\s+[\d:]+\s(.+)$/.exec(line) ?? [];
        return { type: line.charAt(0), size: Number(size ?? 0), name: name ?? null, line };
    });
}
/** Why these entries are no Go, as a clause; null when they may be one. */
function listingProblem(entries, layout) {
    if (entries.length > MAX_ENTRIES)
        return `it holds more than ${MAX_ENTRIES} entries`;
    const bad = entries.find((entry) => !isGoEntry(entry, layout));
    if (bad !== undefined)
        return `it holds an entry that no Go archive has (${bad.line})`;
    const size = entries.reduce((sum, entry) => sum + entry.size, 0);
    return size > MAX_BYTES ? `it would take ${size} bytes` : null;
}
/** Whether an entry is a plain file or folder where the layout has one. */
function isGoEntry({ type, name }, layout) {
    if ((type !== '-' && type !== 'd') || name === null)
        return false;
    const parts = name.split('/');
    if (parts.includes('..') || parts[0] === '')
        return false;
    return layout === 'bare' || (parts[0] === 'go' && parts.length > 1);
}
async function runTar(argv, cwd, { environment, signal }) {
    // In another language tar's dates and quotes look different.
    const env = { ...environment, LC_ALL: 'C', TAR_OPTIONS: undefined };
    const result = await (0,_run_command_js__WEBPACK_IMPORTED_MODULE_3__/* .runCommand */ .d)('tar', argv, { cwd, env, signal, timeoutMs: TAR_TIMEOUT_MS });
    signal.throwIfAborted();
    if (result.trouble === 'timeout')
        throw archiveError('tar did not come to its end');
    if (result.trouble !== null) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__.GateError({
            stage: 'setup',
            code: 'no-tar',
            fault: 'user',
            message: `Cannot run tar to unpack Go: ${result.stderr}.`,
            hint: 'Install tar and gzip, or install Go before this step.',
        });
    }
    if (result.code === 0)
        return result;
    throw archiveError(`tar says "${result.output.trim().slice(0, 500)}"`);
}
/** @param problem a clause about the archive */
function archiveError(problem, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__.GateError({
        stage: 'setup',
        code: 'bad-go-archive',
        fault: 'user',
        message: `The downloaded archive is not a Go installation: ${problem}.`,
        hint: 'Check what go-download-base-url or GOPROXY serves, and that the disk has room for about 500 MB.',
        cause,
    });
}


/***/ }),

/***/ 3252:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openSources: () => (/* binding */ openSources)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./src/setup/go-settings.ts


/** Of a Go that nobody configured: https://go.dev/ref/mod#environment-variables. */
const DEFAULTS = { GOPROXY: 'https://proxy.golang.org,direct', GOSUMDB: 'sum.golang.org' };
/** Settings as the go command finds them: the environment, then what `go env -w` wrote, then the defaults. No Go is needed. */
async function loadGoSettings(environment) {
    const file = settingsFile(environment);
    const written = parseSettings(file === null ? '' : await (0,promises_.readFile)(file, 'utf8').catch(() => ''));
    const setting = (name) => environment[name] || written[name] || DEFAULTS[name];
    return { GOPROXY: setting('GOPROXY'), GOSUMDB: setting('GOSUMDB') };
}
function settingsFile(environment) {
    if (environment.GOENV)
        return environment.GOENV === 'off' ? null : environment.GOENV;
    const home = environment.HOME ? external_node_path_.join(environment.HOME, '.config') : null;
    const config = environment.XDG_CONFIG_HOME || home;
    return config === null ? null : external_node_path_.join(config, 'go', 'env');
}
/** Lines of NAME=value, as `go env -w` writes them; others do not count. */
function parseSettings(text) {
    const lines = text.split('\n').map((line) => /^([A-Z0-9_]+)=(.*)$/.exec(line.trim()));
    return Object.fromEntries(lines.flatMap((match) => (match ? [[match[1] ?? '', match[2] ?? '']] : [])));
}

// EXTERNAL MODULE: ./src/setup/http-download.ts + 2 modules
var http_download = __webpack_require__(6813);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(7597);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/errors.js
var classic_errors = __webpack_require__(3342);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/errors.js
var core_errors = __webpack_require__(7428);
// EXTERNAL MODULE: ./src/setup/go-version.ts
var go_version = __webpack_require__(8378);
;// CONCATENATED MODULE: ./src/setup/go-downloads.ts



/** The listing `?mode=json&include=all` of https://go.dev/dl/; only what we use of it. */
const Listing = schemas/* array */.YOg(schemas/* object */.Ikc({
    version: schemas/* string */.YjP(),
    files: schemas/* array */.YOg(schemas/* object */.Ikc({
        filename: schemas/* string */.YjP(),
        os: schemas/* string */.YjP(),
        arch: schemas/* string */.YjP(),
        sha256: schemas/* string */.YjP(),
        size: schemas/* number */.aig(),
        kind: schemas/* string */.YjP(),
    })),
}));
/**
 * Reads the download site's listing and keeps the archives of one platform.
 * @param where the URL, for messages
 * @param platform in Go's words: linux, amd64
 * @throws GateError (code `bad-go-listing`) when it is not such a listing
 */
function parseGoDownloads(text, where, platform) {
    return parseListing(text, where).flatMap((release) => {
        const version = (0,go_version/* parseGoVersion */.SX)(release.version);
        const file = release.files.find(({ kind, os, arch }) => kind === 'archive' && os === platform.os && arch === platform.arch);
        // The name becomes part of a URL and of a path, and a file without a digest cannot be verified.
        if (version === null || !file || !/^[\w.-]+\.tar\.gz$/.test(file.filename))
            return [];
        if (!/^[0-9a-f]{64}$/i.test(file.sha256))
            return [];
        return [{ version, filename: file.filename, sha256: file.sha256.toLowerCase(), size: file.size }];
    });
}
function parseListing(text, where) {
    try {
        return Listing.parse(JSON.parse(text));
    }
    catch (error) {
        const problem = error instanceof classic_errors/* ZodError */.G ? core_errors/* prettifyError */.S1(error).split('\n')[0] : (0,errors.messageOf)(error);
        throw listingError(where, problem, error);
    }
}
/** The error for a text that is no list of Go versions. */
function listingError(where, problem, cause) {
    return new errors.GateError({
        stage: 'setup',
        code: 'bad-go-listing',
        fault: 'user',
        message: `What ${where} answered is not a list of Go downloads: ${problem}.`,
        hint: 'Check go-download-base-url, if given: it must serve what https://go.dev/dl/?mode=json&include=all serves.',
        cause,
    });
}

;// CONCATENATED MODULE: ./src/setup/go-manifest.ts



/** versions-manifest.json of https://github.com/actions/go-versions; only what we use of it. */
const Manifest = schemas/* array */.YOg(schemas/* object */.Ikc({
    version: schemas/* string */.YjP(),
    files: schemas/* array */.YOg(schemas/* object */.Ikc({ filename: schemas/* string */.YjP(), arch: schemas/* string */.YjP(), platform: schemas/* string */.YjP(), download_url: schemas/* string */.YjP() })),
}));
const DOWNLOAD = /^https:\/\/github\.com\/actions\/go-versions\/releases\/download\/([\w.-]+)\/([\w.-]+\.tar\.gz)$/;
/**
 * Reads the manifest and keeps the Linux archives of one architecture.
 * @param where the URL, for messages
 * @throws GateError (code `bad-go-listing`)
 */
function parseManifest(text, where, architecture) {
    return parseReleases(text, where).flatMap(({ version, files }) => {
        const file = files.find(({ platform, arch }) => platform === 'linux' && arch === architecture.toolCache);
        const [, tag, filename] = DOWNLOAD.exec(file?.download_url ?? '') ?? [];
        return tag === undefined || filename === undefined ? [] : [{ version, tag, filename }];
    });
}
function parseReleases(text, where) {
    try {
        return Manifest.parse(JSON.parse(text));
    }
    catch (error) {
        throw listingError(where, error instanceof classic_errors/* ZodError */.G ? core_errors/* prettifyError */.S1(error).split('\n')[0] : (0,errors.messageOf)(error), error);
    }
}
const Release = schemas/* object */.Ikc({
    assets: schemas/* array */.YOg(schemas/* object */.Ikc({ name: schemas/* string */.YjP(), size: schemas/* number */.aig(), digest: schemas/* string */.YjP().nullish() })),
});
/**
 * Finds a file in what GitHub's API says of a release; https://docs.github.com/rest/releases. Null: it is not there, or
 * its digest is not: releases before June 2025 have none.
 */
function parseReleaseAsset(text, where, filename) {
    let release;
    try {
        release = Release.parse(JSON.parse(text));
    }
    catch (error) {
        throw listingError(where, (0,errors.messageOf)(error).split('\n')[0], error);
    }
    const asset = release.assets.find(({ name }) => name === filename);
    const sha256 = /^sha256:([0-9a-f]{64})$/.exec(asset?.digest ?? '')?.[1];
    return asset === undefined || sha256 === undefined ? null : { size: asset.size, sha256 };
}

// EXTERNAL MODULE: ./src/setup/go-archive.ts
var go_archive = __webpack_require__(8776);
;// CONCATENATED MODULE: ./src/setup/verified-archive.ts




/** Bytes that an archive of unknown size may have. Go's are below 100 MB. */
const MAX_ARCHIVE_BYTES = 500_000_000;
/**
 * Fetches an archive into a folder, verifies it, and unpacks it beside itself.
 * @returns the GOROOT
 * @throws GateError (`download-digest`, `bad-go-archive`, or of the download)
 */
async function fetchArchive({ url, sha256, size, layout }, folder, context) {
    const file = external_node_path_.join(folder, 'go.tar.gz');
    const digest = await (0,http_download/* fetchFile */.t2)(url, file, size, context);
    if (digest !== sha256)
        throw digestError((0,http_download/* renderUrl */.KD)(url), `the SHA-256 ${digest}`, sha256);
    return (0,go_archive/* extractGo */.qE)(file, external_node_path_.join(folder, 'tree'), layout, context);
}
/**
 * @param found with its kind: `the SHA-256 12ab…`
 * @param published what it should be
 */
function digestError(url, found, published) {
    return new errors.GateError({
        stage: 'setup',
        code: 'download-digest',
        fault: 'gate',
        message: `${url} has ${found}, but ${published} is published for it; nothing of it was used.`,
        hint: 'Run the job again; if it stays so, the server or something on the way alters the file.',
    });
}

;// CONCATENATED MODULE: ./src/setup/manifest-source.ts





const MANIFEST_PLACES = {
    raw: 'https://raw.githubusercontent.com/actions/go-versions/main',
    api: 'https://api.github.com/repos/actions/go-versions',
    releases: 'https://github.com/actions/go-versions/releases/download',
};
/**
 * The versions manifest that GitHub keeps for its runners. It has no digests; GitHub's API has, for the files of each
 * release.
 * @param token for github.com; empty: ask without, which GitHub answers less often
 */
function manifestSource(places, token, context) {
    const login = token === '' ? {} : { Authorization: `Bearer ${token}` };
    const ask = (url, accept) => (0,http_download/* fetchText */.Sy)(url, (0,http_download/* briefly */.m_)({ ...context, headers: { Accept: accept, ...login } }));
    let listing;
    const load = () => {
        const url = new URL(`${places.raw}/versions-manifest.json`);
        listing ??= ask(url, 'application/json').then((text) => parseManifest(text, (0,http_download/* renderUrl */.KD)(url), context.architecture));
        return listing;
    };
    return {
        name: (0,http_download/* renderUrl */.KD)(new URL(places.raw)),
        versions: async () => (await load()).map(({ version }) => version),
        fetch: async (version, folder) => {
            const entry = (await load()).find((candidate) => candidate.version === version);
            if (entry === undefined)
                throw noDigest(version);
            const url = new URL(`${places.api}/releases/tags/${entry.tag}`);
            const asset = parseReleaseAsset(await ask(url, 'application/vnd.github+json'), (0,http_download/* renderUrl */.KD)(url), entry.filename);
            if (asset === null)
                throw noDigest(version);
            const archive = {
                url: new URL(`${places.releases}/${entry.tag}/${entry.filename}`),
                sha256: asset.sha256,
                size: { bytes: asset.size, exact: true },
                layout: 'bare',
            };
            return fetchArchive(archive, folder, context);
        },
    };
}
function noDigest(version) {
    return new errors.GateError({
        stage: 'setup',
        code: 'no-published-digest',
        fault: 'gate',
        message: `GitHub publishes no digest for the Go ${(0,go_version/* renderGoVersion */.hi)(version)} of actions/go-versions, so it is not used.`,
        hint: 'Let the runner reach https://go.dev/dl or a module proxy.',
    });
}

;// CONCATENATED MODULE: ./src/setup/module-proxies.ts

/**
 * The proxies of a GOPROXY list, in order, up to `direct` or `off`; https://go.dev/ref/mod#goproxy-protocol.
 *
 * `direct` ends the list because for toolchains it means Go's own download site, which is a source by itself. An entry
 * that is a folder (`file:///…`) is passed over: the proxies here are servers.
 * @throws GateError (code `bad-goproxy`)
 */
function parseProxyList(text) {
    const proxies = [];
    for (const [, entry = '', separator] of text.matchAll(/([^,|]*)([,|]|$)/g)) {
        const name = entry.trim();
        if (name === 'direct' || name === 'off')
            break;
        if (name === '' || name.startsWith('file:') || name.startsWith('/'))
            continue;
        const url = /:\//.test(name) ? name : `https://${name}`;
        if (!/^https?:\/\//.test(url) || !URL.canParse(url))
            throw badProxy(name);
        proxies.push({ base: new URL(url.replace(/\/+$/, '')), fallBackOnError: separator === '|' });
    }
    return proxies;
}
/** @param steps path below the proxy's address, without a slash at its start */
function proxyUrl(base, steps) {
    const url = new URL(base);
    url.pathname = `${base.pathname.replace(/\/+$/, '')}/${steps}`;
    return url;
}
function badProxy(entry) {
    return new errors.GateError({
        stage: 'setup',
        code: 'bad-goproxy',
        fault: 'user',
        message: `GOPROXY holds "${entry.replace(/\/\/[^/@]*@/, '//')}", which is neither an http(s) URL nor direct nor off.`,
        hint: 'Give GOPROXY as https://go.dev/ref/mod#environment-variables describes it.',
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./src/setup/module-zip.ts






/** Bytes that a module zip, and all that is in it, may have: golang.org/x/mod/zip. */
const MAX_MODULE_BYTES = 500 << 20;
const MAX_ENTRIES = 100_000;
/** File type bits of a Unix mode (inode(7)); zero when the archive keeps none. */
const TYPE_MASK = 0o170000;
const REGULAR = 0o100000;
/** Compression methods of APPNOTE.TXT. */
const STORED = 0;
const DEFLATED = 8;
/**
 * The `h1:` hash of a module zip, as go.sum and the checksum database have it: golang.org/x/mod/sumdb/dirhash. Every
 * entry is looked at on the way, and nothing is written.
 * @param zip the whole file
 * @param prefix what every name must begin with: `golang.org/toolchain@v0.0.1-go1.26.8.linux-amd64/`
 * @throws GateError (code `bad-go-archive`); the signal's reason when cancelled
 */
async function hashModuleZip(zip, prefix, signal) {
    const lines = [];
    await eachFile(zip, prefix, signal, (name, content) => {
        const digest = (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex');
        lines.push([Buffer.from(name), `${digest}  ${prefix}${name}\n`]);
    });
    // Go sorts by the bytes of the names.
    lines.sort(([a], [b]) => Buffer.compare(a, b));
    const summary = lines.map(([, line]) => line).join('');
    return `h1:${(0,external_node_crypto_.createHash)('sha256').update(summary).digest('base64')}`;
}
/**
 * Unpacks a verified toolchain module as a GOROOT. A module zip keeps no modes, and no go.mod below its root: the go
 * command makes up for it (cmd/go/internal/toolchain), and so does this.
 * @param folder must not exist
 * @throws GateError (code `bad-go-archive`); the signal's reason when cancelled
 */
async function extractToolchainZip(zip, prefix, folder, signal) {
    const made = new Set();
    await eachFile(zip, prefix, signal, (name, content) => {
        const target = external_node_path_.join(folder, name).replace(/\/_go\.mod$/, '/go.mod');
        const parent = external_node_path_.dirname(target);
        if (!made.has(parent))
            (0,external_node_fs_.mkdirSync)(parent, { recursive: true });
        made.add(parent);
        // Twelve thousand small files: with a promise for each of their steps it takes three times as long.
        (0,external_node_fs_.writeFileSync)(target, content, { flag: 'wx', mode: isCommand(name) ? 0o755 : 0o644 });
    });
}
/** @param name below the GOROOT */
function isCommand(name) {
    return /^(bin|pkg\/tool)\//.test(name) || /^lib\/(?:.*\/)?go_[^/]+_[^/]*_exec$/.test(name);
}
/** @param visit told the name without the prefix */
async function eachFile(bytes, prefix, signal, visit) {
    const { fromBufferPromise } = await __webpack_require__.e(/* import() */ 663).then(__webpack_require__.t.bind(__webpack_require__, 663, 19));
    try {
        // Names that are absolute or lead out are refused by the library.
        const zip = await fromBufferPromise(bytes, { strictFileNames: true, autoClose: false });
        for (const entry of await checkedEntries(zip, prefix)) {
            signal.throwIfAborted();
            const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
            visit(entry.fileName.slice(prefix.length), contentOf(entry, bytes, fileDataStart));
        }
    }
    catch (error) {
        signal.throwIfAborted();
        throw error instanceof errors.GateError ? error : (0,go_archive/* archiveError */.Ji)((0,errors.messageOf)(error), error);
    }
}
/** All entries, each looked at and all of them counted, before the content of one is. */
async function checkedEntries(zip, prefix) {
    if (zip.entryCount > MAX_ENTRIES)
        throw (0,go_archive/* archiveError */.Ji)(`it holds ${zip.entryCount} entries`);
    const entries = new Map();
    let total = 0;
    for await (const entry of zip.eachEntry()) {
        const { fileName } = entry;
        const problem = entries.has(fileName) ? 'it is there twice' : entryProblem(entry, prefix);
        if (problem !== null) {
            throw (0,go_archive/* archiveError */.Ji)(`its entry ${JSON.stringify(fileName)} is not as in a module: ${problem}`);
        }
        entries.set(fileName, entry);
        total += entry.uncompressedSize;
        if (total > MAX_MODULE_BYTES)
            throw (0,go_archive/* archiveError */.Ji)(`it holds more than ${MAX_MODULE_BYTES} bytes`);
    }
    return [...entries.values()];
}
function entryProblem(entry, prefix) {
    const { fileName } = entry;
    if (!fileName.startsWith(prefix))
        return `its name does not begin with ${prefix}`;
    if (fileName.split('/').some((part) => part === '' || part === '.' || part === '..')) {
        return 'it is no plain file name';
    }
    if (/[\p{Cc}\\]/u.test(fileName))
        return 'its name holds odd characters';
    const type = (entry.externalFileAttributes >>> 16) & TYPE_MASK;
    if (type !== 0 && type !== REGULAR)
        return 'it is no plain file';
    if (entry.isEncrypted())
        return 'it is encrypted';
    return [STORED, DEFLATED].includes(entry.compressionMethod) ? null : 'its compression is unknown';
}
/** @throws when it has not the announced size, of which no more than that is ever unpacked */
function contentOf(entry, bytes, start) {
    const { compressedSize, uncompressedSize, compressionMethod, fileName } = entry;
    const packed = bytes.subarray(start, start + compressedSize);
    const content = compressionMethod === STORED || uncompressedSize === 0
        ? packed.subarray(0, uncompressedSize)
        : (0,external_node_zlib_.inflateRawSync)(packed, { maxOutputLength: uncompressedSize });
    if (packed.length === compressedSize && content.length === uncompressedSize)
        return content;
    throw (0,go_archive/* archiveError */.Ji)(`its entry ${JSON.stringify(fileName)} has not the announced size`);
}

;// CONCATENATED MODULE: ./src/setup/sumdb-note.ts

const ED25519 = 1;
/** What precedes the 32 bytes of an Ed25519 key in its DER form (RFC 8410). */
const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
/** Reads a key like `sum.golang.org+033de0ae+Ac4z…`. Null when it is none, or its hash does not fit. */
function parseNoteKey(text) {
    const [, name, hash, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
    if (name === undefined || hash === undefined || encoded === undefined)
        return null;
    const bytes = Buffer.from(encoded, 'base64');
    const id = Number.parseInt(hash, 16);
    if (bytes.length !== 33 || bytes[0] !== ED25519 || id !== keyId(name, bytes))
        return null;
    const der = Buffer.concat([DER_PREFIX, bytes.subarray(1)]);
    return { name, id, key: (0,external_node_crypto_.createPublicKey)({ key: der, format: 'der', type: 'spki' }) };
}
function keyId(name, bytes) {
    return (0,external_node_crypto_.createHash)('sha256').update(`${name}\n`).update(bytes).digest().readUInt32BE(0);
}
/**
 * The text of a signed note, which is what stands before its signatures.
 * @returns null when it is no note, or the key has not signed exactly this text
 */
function openNote(note, key) {
    const at = note.lastIndexOf('\n\n');
    if (at < 0)
        return null;
    const text = note.slice(0, at + 1);
    const signed = note
        .slice(at + 2)
        .split('\n')
        .some((line) => isSignature(line, text, key));
    return signed ? text : null;
}
function isSignature(line, text, { name, id, key }) {
    const [, signer, encoded = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = Buffer.from(encoded, 'base64');
    if (signer !== name || bytes.length !== 68 || bytes.readUInt32BE(0) !== id)
        return false;
    return (0,external_node_crypto_.verify)(null, Buffer.from(text), key, bytes.subarray(4));
}
/** Reads the text of a checksum database's note. Null when it is none. */
function parseTreeHead(text) {
    const [title, count = '', hash = ''] = text.split('\n');
    const size = Number(count);
    const root = Buffer.from(hash, 'base64');
    if (title !== 'go.sum database tree' || !/^[1-9]\d*$/.test(count) || !Number.isSafeInteger(size))
        return null;
    return root.length === 32 ? { size, root } : null;
}

;// CONCATENATED MODULE: ./src/setup/sumdb-tree.ts

const TILE_HEIGHT = 8;
const TILE_WIDTH = 2 ** TILE_HEIGHT;
/** SHA256(0x00 ‖ record) */
function recordHash(record) {
    return (0,external_node_crypto_.createHash)('sha256').update(Buffer.of(0)).update(record).digest();
}
/** SHA256(0x01 ‖ left ‖ right) */
function nodeHash(left, right) {
    return (0,external_node_crypto_.createHash)('sha256').update(Buffer.of(1)).update(left).update(right).digest();
}
/** The siblings on the way from a record to the root of the tree of the first `size` records, from the record upwards. */
function proofSteps(record, size) {
    const steps = [];
    let [low, high] = [0, size];
    while (high - low > 1) {
        const middle = low + largestPower(high - low);
        if (record < middle) {
            steps.push({ side: 'right', nodes: wholeSubtrees(middle, high) });
            high = middle;
        }
        else {
            steps.push({ side: 'left', nodes: wholeSubtrees(low, middle) });
            low = middle;
        }
    }
    return steps.reverse();
}
/** The largest power of two below `count`, which is at least 2. */
function largestPower(count) {
    let power = 1;
    while (power * 2 < count)
        power *= 2;
    return power;
}
/** The largest whole subtrees that cover the records from `low` to below `high`. */
function wholeSubtrees(low, high) {
    const nodes = [];
    for (let at = low; at < high;) {
        let level = 0;
        while (2 ** (level + 1) <= high - at)
            level++;
        nodes.push({ level, index: at / 2 ** level });
        at += 2 ** level;
    }
    return nodes;
}
/** The tile that holds a node, of the tree of `size` records, or from which it is computed. */
function tileOf({ level, index }, size) {
    const tileLevel = Math.floor(level / TILE_HEIGHT);
    const first = index * 2 ** (level - tileLevel * TILE_HEIGHT);
    const tileIndex = Math.floor(first / TILE_WIDTH);
    const hashes = Math.floor(size / 2 ** (tileLevel * TILE_HEIGHT));
    return { level: tileLevel, index: tileIndex, width: Math.min(TILE_WIDTH, hashes - tileIndex * TILE_WIDTH) };
}
/** `tile/8/0/x069/478.p/12`: where a checksum database serves a tile. */
function tilePath({ level, index, width }) {
    const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
    const groups = digits.match(/.{3}/g) ?? [];
    const name = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
    return `tile/${TILE_HEIGHT}/${level}/${name}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}
/** The hash of a node from the bytes of its tile (see tileOf). */
function hashInTile({ level, index }, tile, bytes) {
    const below = level - tile.level * TILE_HEIGHT;
    const first = index * 2 ** below - tile.index * TILE_WIDTH;
    return subtree(bytes, first, 2 ** below);
}
function subtree(bytes, first, count) {
    if (count === 1)
        return bytes.subarray(first * 32, first * 32 + 32);
    return nodeHash(subtree(bytes, first, count / 2), subtree(bytes, first + count / 2, count / 2));
}
/** What the root must be if the record is in the tree. @param sibling the hash of a node */
function rootFromProof(leaf, steps, sibling) {
    return steps.reduce((hash, { side, nodes }) => {
        const other = nodes.map(sibling).reduceRight((right, left) => nodeHash(left, right));
        return side === 'left' ? nodeHash(other, hash) : nodeHash(hash, other);
    }, leaf);
}

;// CONCATENATED MODULE: ./src/setup/sumdb-lookup.ts





/** The key that the go command knows: cmd/go/internal/modfetch/key.go. */
const GO_SUM_DB = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
/**
 * Asks the checksum database for the hash of a module's zip, and proves the answer: the head of the log is signed by
 * the database, and the record is in the log under that head. One thing the go command does is left out, for a runner
 * remembers nothing: comparing this head with heads that were seen before.
 * @param path of the module, all lower case
 * @returns like `h1:r0ub+Fnqz…`
 * @throws GateError (codes `checksum-off`, `bad-gosumdb`, `checksum-unavailable`, `checksum-forged`)
 */
async function lookupChecksum(path, version, settings, proxies, context) {
    const db = parseSumDb(settings.GOSUMDB);
    const base = db.url ?? (await findAccess(db.key.name, proxies, context));
    const answer = await ask(db, () => (0,http_download/* fetchText */.Sy)(proxyUrl(base, `lookup/${path}@${version}`), context));
    const { index, record, head } = parseAnswer(answer, db.key);
    const leaf = recordHash(record);
    const steps = proofSteps(index, head.size);
    const tiles = await ask(db, () => loadTiles(base, steps.flatMap(({ nodes }) => nodes.map((node) => tileOf(node, head.size))), context));
    const root = rootFromProof(leaf, steps, (node) => {
        const tile = tileOf(node, head.size);
        return hashInTile(node, tile, tiles.get(tilePath(tile)) ?? Buffer.alloc(0));
    });
    if (!root.equals(head.root))
        throw forged(db.key.name, 'the record is not in the signed log');
    const prefix = `${path} ${version} `;
    const line = record.split('\n').find((text) => text.startsWith(prefix));
    if (line === undefined)
        throw forged(db.key.name, 'the record is about another module');
    return line.slice(prefix.length);
}
/** Reads GOSUMDB: `off`, a known name, or a key, and then perhaps an address; https://go.dev/ref/mod#environment-variables. */
function parseSumDb(text) {
    const words = text.trim().split(/\s+/);
    const [name = '', address] = words[0] === 'sum.golang.google.cn' ? ['sum.golang.org', 'https://sum.golang.google.cn'] : words;
    if (name === 'off') {
        throw new errors.GateError({
            stage: 'setup',
            code: 'checksum-off',
            fault: 'user',
            message: 'GOSUMDB is off, so a Go from a module proxy cannot be verified, and none is taken.',
            hint: 'Leave GOSUMDB at its default, as the go command demands for toolchains, or install Go before this step.',
        });
    }
    const key = parseNoteKey(name === 'sum.golang.org' ? GO_SUM_DB : name);
    if (key === null || words.length > 2 || (address !== undefined && !/^https?:\/\//.test(address))) {
        throw new errors.GateError({
            stage: 'setup',
            code: 'bad-gosumdb',
            fault: 'user',
            message: `GOSUMDB is "${text}", which names no checksum database with its key.`,
            hint: 'Give GOSUMDB as https://go.dev/ref/mod#environment-variables describes it, or leave it out.',
        });
    }
    return { key, url: address === undefined ? null : new URL(address) };
}
/** The first proxy that passes questions on; https://go.dev/design/25530-sumdb#proxying-a-checksum-database. */
async function findAccess(name, proxies, context) {
    for (const { base, fallBackOnError } of proxies) {
        try {
            await (0,http_download/* fetchBytes */.ci)(proxyUrl(base, `sumdb/${name}/supported`), (0,http_download/* briefly */.m_)(context));
            return proxyUrl(base, `sumdb/${name}`);
        }
        catch (error) {
            const absent = error instanceof errors.GateError && error.code === 'download-not-found';
            if (!absent && !fallBackOnError)
                throw unavailable(name, error);
        }
    }
    return new URL(`https://${name}`);
}
async function ask({ key }, question) {
    try {
        return await question();
    }
    catch (error) {
        throw unavailable(key.name, error);
    }
}
/** One record of the log, with its place, and the signed head under which it was served. */
function parseAnswer(text, key) {
    const [, number = '', record = '', note = ''] = /^(\d+)\n((?:[^\n]+\n)+)\n([\s\S]*)$/.exec(text) ?? [];
    const signed = openNote(note, key);
    if (signed === null)
        throw forged(key.name, `its answer is not signed by ${key.name}`);
    const head = parseTreeHead(signed);
    const index = Number(number);
    if (head === null || !Number.isSafeInteger(index) || index >= head.size) {
        throw forged(key.name, 'its answer is not what a checksum database answers');
    }
    return { index, record, head };
}
async function loadTiles(base, tiles, context) {
    const needed = new Map(tiles.map((tile) => [tilePath(tile), tile]));
    const loaded = [...needed].map(async ([name, { width }]) => {
        const bytes = await (0,http_download/* fetchBytes */.ci)(proxyUrl(base, name), context);
        if (bytes.length !== width * 32)
            throw new RangeError(`${name} has ${bytes.length} bytes`);
        return [name, bytes];
    });
    return new Map(await Promise.all(loaded));
}
function unavailable(name, cause) {
    if (cause instanceof errors.GateError && cause.code === 'cancelled')
        return cause;
    return new errors.GateError({
        stage: 'setup',
        code: 'checksum-unavailable',
        fault: 'user',
        message: `The checksum database ${name} cannot be asked about this Go, so it is not used: ${(0,errors.messageOf)(cause).replace(/\.$/, '')}.`,
        hint: 'Let the runner reach the checksum database, or a module proxy that passes questions on to it.',
        cause,
    });
}
function forged(name, problem) {
    return new errors.GateError({
        stage: 'setup',
        code: 'checksum-forged',
        fault: 'gate',
        message: `What was answered for the checksum database ${name} does not hold: ${problem}; nothing was used.`,
        hint: 'Run the job again; if it stays so, the module proxy or something on the way alters the answers.',
    });
}

;// CONCATENATED MODULE: ./src/setup/proxy-source.ts









/** The module as which Go's proxies serve whole toolchains: https://go.dev/doc/toolchain#download. */
const MODULE = 'golang.org/toolchain';
/** The proxies of GOPROXY, verified with the checksum database; null when the list names none. */
function proxySource(settings, context) {
    const proxies = parseProxyList(settings.GOPROXY);
    if (proxies.length === 0)
        return null;
    const suffix = `.linux-${context.architecture.goarch}`;
    let listing;
    return {
        name: proxies.map(({ base }) => (0,http_download/* renderUrl */.KD)(base)).join(' and '),
        versions: () => {
            listing ??= askInTurn(proxies, async ({ base }) => {
                const url = proxyUrl(base, `${MODULE}/@v/list`);
                return parseToolchainList(await (0,http_download/* fetchText */.Sy)(url, context), suffix);
            }).then((versions) => (versions.length === 0 ? null : versions), absentAsNull);
            return listing;
        },
        fetch: async (version, folder) => {
            const moduleVersion = `v0.0.1-go${(0,go_version/* renderGoVersion */.hi)(version)}${suffix}`;
            const file = external_node_path_.join(folder, 'toolchain.zip');
            // Asked first: when nothing can be verified, 70 MB need not be fetched.
            const published = await lookupChecksum(MODULE, moduleVersion, settings, proxies, context);
            const url = await askInTurn(proxies, async ({ base }) => {
                const zip = proxyUrl(base, `${MODULE}/@v/${moduleVersion}.zip`);
                await (0,http_download/* fetchFile */.t2)(zip, file, { bytes: MAX_MODULE_BYTES, exact: false }, context);
                return zip;
            });
            const prefix = `${MODULE}@${moduleVersion}/`;
            const zip = await (0,promises_.readFile)(file);
            const found = await hashModuleZip(zip, prefix, context.signal);
            if (found !== published)
                throw digestError((0,http_download/* renderUrl */.KD)(url), `the hash ${found}`, published);
            const goroot = external_node_path_.join(folder, 'tree');
            await extractToolchainZip(zip, prefix, goroot, context.signal);
            return goroot;
        },
    };
}
/** The semantic versions of a list of toolchain modules. @param suffix `.linux-amd64` */
function parseToolchainList(text, suffix) {
    return text.split('\n').flatMap((line) => {
        const name = line.trim();
        if (!name.startsWith('v0.0.1-go') || !name.endsWith(suffix))
            return [];
        return (0,go_version/* parseGoVersion */.SX)(name.slice('v0.0.1-'.length, -suffix.length)) ?? [];
    });
}
/** Asks one proxy after the other, as https://go.dev/ref/mod#goproxy-protocol wants it. */
async function askInTurn(proxies, question) {
    let last;
    for (const proxy of proxies) {
        try {
            return await question(proxy);
        }
        catch (error) {
            const absent = error instanceof errors.GateError && error.code === 'download-not-found';
            if (!(error instanceof errors.GateError) || (!absent && !proxy.fallBackOnError))
                throw error;
            last = error;
        }
    }
    throw last;
}
function absentAsNull(error) {
    if (error instanceof errors.GateError && error.code === 'download-not-found')
        return null;
    throw error;
}

;// CONCATENATED MODULE: ./src/setup/site-source.ts





/**
 * The download site, or a mirror of it. A mirror may lack the listing: then a version is asked for by its file name,
 * and verified with the file of the same name and `.sha256`, as the site has them too.
 * @param base like `https://go.dev/dl`
 * @param asking for the listing and the like; `context` is for the archive
 */
function siteSource(base, context, asking) {
    const root = new URL(`${base.replace(/\/+$/, '')}/`);
    let listing;
    const load = () => {
        listing ??= loadListing(root, context.architecture, asking);
        return listing;
    };
    return {
        name: (0,http_download/* renderUrl */.KD)(root),
        versions: async () => (await load())?.map(({ version }) => version) ?? null,
        fetch: async (version, folder) => {
            const listed = (await load())?.find((download) => download.version === version);
            const archive = listed ?? (await unlisted(root, version, context.architecture, asking));
            const url = new URL(archive.filename, root);
            const size = listed ? { bytes: listed.size, exact: true } : { bytes: MAX_ARCHIVE_BYTES, exact: false };
            return fetchArchive({ url, sha256: archive.sha256, size, layout: 'go' }, folder, context);
        },
    };
}
/** Null when the site has no listing. */
async function loadListing(root, architecture, asking) {
    const url = new URL('?mode=json&include=all', root);
    try {
        const platform = { os: 'linux', arch: architecture.site };
        return parseGoDownloads(await (0,http_download/* fetchText */.Sy)(url, asking), (0,http_download/* renderUrl */.KD)(url), platform);
    }
    catch (error) {
        if (error instanceof errors.GateError && error.code === 'download-not-found')
            return null;
        throw error;
    }
}
async function unlisted(root, version, architecture, asking) {
    const filename = `go${(0,go_version/* renderGoVersion */.hi)(version)}.linux-${architecture.site}.tar.gz`;
    const url = new URL(`${filename}.sha256`, root);
    const sha256 = /^[0-9a-f]{64}\b/i.exec((await (0,http_download/* fetchText */.Sy)(url, asking)).trim())?.[0];
    if (sha256 !== undefined)
        return { filename, sha256: sha256.toLowerCase() };
    throw new errors.GateError({
        stage: 'setup',
        code: 'no-published-digest',
        fault: 'user',
        message: `${(0,http_download/* renderUrl */.KD)(url)} holds no SHA-256, so the archive beside it cannot be verified and is not used.`,
        hint: 'Let the mirror serve the listing or the .sha256 files that https://go.dev/dl/ has.',
    });
}

;// CONCATENATED MODULE: ./src/setup/open-sources.ts





const PLACES = { manifest: MANIFEST_PLACES, site: 'https://go.dev/dl' };
/** The sources of Go, in the order in which they are asked. */
async function openSources({ downloadBaseUrl, token, places = PLACES }, context) {
    if (downloadBaseUrl !== '')
        return [siteSource(downloadBaseUrl, context, context)];
    const proxies = proxySource(await loadGoSettings(context.environment), context);
    return [
        manifestSource(places.manifest, token, context),
        siteSource(places.site, context, proxies === null ? context : (0,http_download/* briefly */.m_)(context)),
        ...(proxies === null ? [] : [proxies]),
    ];
}


/***/ })

};
