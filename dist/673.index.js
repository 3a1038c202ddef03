export const id = 673;
export const ids = [673];
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

/***/ 1673:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   installGo: () => (/* binding */ installGo)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);
/* harmony import */ var _go_archive_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8776);
/* harmony import */ var _go_version_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8378);
/* harmony import */ var _probe_go_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5810);
/* harmony import */ var _tool_cache_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4972);







/**
 * Fetches one Go from a source, which verifies it before anything reads it, lets it say its version, and only then
 * moves it into the tool cache.
 * @param version semantic
 * @throws GateError when any of that fails; then the tool cache has no new entry
 */
async function installGo(source, version, shelf, context) {
    // Inside the tool cache's folder, so that the last move stays on one file system; the name is no tool's.
    const staging = await createStaging(shelf.directory);
    try {
        const unpacked = await source.fetch(version, staging);
        await proveGo(unpacked, version, context);
        const isUsable = async (goroot) => {
            const probed = await (0,_probe_go_js__WEBPACK_IMPORTED_MODULE_5__/* .probeGo */ .T)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(goroot, 'bin', 'go'), 'tool-cache', goroot, context);
            return 'semantic' in probed && probed.semantic === version;
        };
        const goroot = await (0,_tool_cache_js__WEBPACK_IMPORTED_MODULE_6__/* .storeGo */ .Y)(shelf, { version, goroot: unpacked }, isUsable, staging);
        return {
            version: (0,_go_version_js__WEBPACK_IMPORTED_MODULE_4__/* .renderGoVersion */ .hi)(version),
            go: node_path__WEBPACK_IMPORTED_MODULE_1__.join(goroot, 'bin', 'go'),
            goroot,
            source: 'download',
        };
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(staging, { recursive: true, force: true });
    }
}
async function createStaging(directory) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(directory, { recursive: true });
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(directory, '.legacy-kernel-gate-'));
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__.GateError({
            stage: 'setup',
            code: 'tool-cache-read-only',
            fault: 'user',
            message: `Cannot write to the tool cache ${directory}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__.messageOf)(error)}.`,
            hint: 'Set RUNNER_TOOL_CACHE to a folder that can be written, or install Go before this step.',
            cause: error,
        });
    }
}
async function proveGo(goroot, version, context) {
    const probed = await (0,_probe_go_js__WEBPACK_IMPORTED_MODULE_5__/* .probeGo */ .T)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(goroot, 'bin', 'go'), 'download', goroot, context);
    if ('reason' in probed)
        throw deadGo(probed.reason, context.architecture);
    if (probed.semantic !== version) {
        throw (0,_go_archive_js__WEBPACK_IMPORTED_MODULE_3__/* .archiveError */ .Ji)(`its go is ${probed.toolchain.version}, not ${(0,_go_version_js__WEBPACK_IMPORTED_MODULE_4__/* .renderGoVersion */ .hi)(version)}`);
    }
}
function deadGo(reason, { goarch, toolCache }) {
    const foreign = toolCache !== process.arch && /ENOEXEC|exec format|UNKNOWN|no such file|ENOENT/i.test(reason);
    if (!foreign)
        return (0,_go_archive_js__WEBPACK_IMPORTED_MODULE_3__/* .archiveError */ .Ji)(`its go does not run (${reason})`);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__.GateError({
        stage: 'setup',
        code: 'foreign-go',
        fault: 'user',
        message: `A Go for ${goarch} does not run on this ${process.arch} machine (${reason}).`,
        hint: 'Leave the input architecture out: it names what Go itself runs on, not what it builds for.',
    });
}


/***/ })

};
