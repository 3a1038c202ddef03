export const id = 462;
export const ids = [462,916];
export const modules = {

/***/ 6462:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runAction: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 10 modules
var core = __webpack_require__(7264);
;// CONCATENATED MODULE: ./src/inert.ts
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Marks that change the direction or hide text (Trojan Source, CVE-2021-42574), and line separators. */
const INVISIBLE = /[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
function escaped(character) {
    const code = character.charCodeAt(0);
    return code < 0x100
        ? `\\x${code.toString(16).padStart(2, '0')}`
        : `\\u${code.toString(16).padStart(4, '0')}`;
}
/**
 * Makes untrusted text safe to print in a log: control, direction and invisible characters become visible escapes,
 * and no line can be read as a workflow command. The runner reads `::name::` at the start of a line (after blanks)
 * and `##[name]` anywhere in it (actions/runner, ActionCommand.cs).
 */
function renderInert(text) {
    return text
        .replace(/\r\n/g, '\n')
        .replace(CONTROL, escaped)
        .replace(INVISIBLE, escaped)
        .replace(/^(\s*)::/gm, '$1\\::')
        .replace(/##\[/g, '#\\#[');
}

;// CONCATENATED MODULE: ./src/line-buffer.ts
/** @param onLine told each line, without its line feed */
function createLineBuffer(onLine) {
    let rest = '';
    return {
        write(text) {
            const lines = (rest + text).split('\n');
            rest = lines.pop() ?? '';
            for (const line of lines)
                onLine(line.replace(/\r$/, ''));
        },
        end() {
            if (rest !== '')
                onLine(rest);
            rest = '';
        },
    };
}

;// CONCATENATED MODULE: ./src/actions-log.ts



/** The log of a step in GitHub Actions: one line a step, long text in groups, warnings as annotations. */
function createActionsLog() {
    return {
        async step(title, work) {
            const started = performance.now();
            core.info(`▶ ${renderInert(title)}`);
            const value = await work();
            core.info(`  done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
            return value;
        },
        info: (text) => core.info(renderInert(text)),
        warning: (text) => core.warning(renderInert(text)),
        async group(title, work) {
            let open = false;
            const lines = createLineBuffer((line) => {
                if (!open)
                    core.startGroup(renderInert(title));
                open = true;
                core.info(renderInert(line));
            });
            try {
                return await work(lines.write);
            }
            finally {
                lines.end();
                if (open)
                    core.endGroup();
            }
        },
    };
}

;// CONCATENATED MODULE: ./src/build/private-hosts.ts
/** GitHub takes any name with a token; this is the one that its own documents use. */
const TOKEN_USER = 'x-access-token';
/**
 * Reads the input private-token: one token for github.com, or lines `HOST=TOKEN` or `HOST=USER:TOKEN`.
 * @throws RangeError whose message holds nothing of the token
 */
function parsePrivateHosts(text) {
    const lines = text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    return lines.map((line, i) => {
        // A token may end in = (base64), so only what can be a host counts.
        const [, named, rest] = /^([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?|localhost(?::\d+)?)=(.+)$/.exec(line) ?? [];
        if (named === undefined && lines.length > 1)
            throw new RangeError(`line ${i + 1} is not HOST=TOKEN`);
        const value = rest ?? line;
        const at = named === undefined ? -1 : value.indexOf(':');
        const user = at < 0 ? TOKEN_USER : value.slice(0, at);
        const token = value.slice(at + 1);
        // netrc separates by blanks and knows no quotes.
        if (user === '' || token === '' || /[\s"'\\]/.test(value)) {
            throw new RangeError(`line ${i + 1}: the token is empty, or holds a blank or a quote`);
        }
        return { host: named ?? 'github.com', user, token };
    });
}
/** The tokens of an input that may be wrong, for the runner to mask. */
function tokensOf(text) {
    try {
        return parsePrivateHosts(text).map(({ token }) => token);
    }
    catch {
        return text.split(/[\s=:]+/).filter((word) => word.length > 8);
    }
}
/** What the go command sends to hosts that it asks over HTTPS itself (https://go.dev/ref/mod#private-module-proxy-auth). */
function renderNetrc(hosts, existing) {
    const own = hosts.map(({ host, user, token }) => `machine ${host} login ${user} password ${token}\n`);
    return own.join('') + existing;
}
/** The file of git-credential-store(1): git asks it by host, and no token comes into an argument or a variable. */
function renderGitCredentials(hosts) {
    const encoded = encodeURIComponent;
    return hosts.map(({ host, user, token }) => `https://${encoded(user)}:${encoded(token)}@${host}\n`).join('');
}
/**
 * Settings for git by variables (git 2.31 and later, git-config(1) GIT_CONFIG_COUNT), after those that are there.
 * For these hosts git asks our file and no other helper.
 * @param file absolute path of what renderGitCredentials made
 */
function gitCredentialVariables(hosts, file, environment) {
    const given = Number.parseInt(environment.GIT_CONFIG_COUNT ?? '', 10);
    const first = Number.isNaN(given) ? 0 : given;
    const helper = `store --file='${file.replaceAll("'", "'\\''")}'`;
    const settings = [...new Set(hosts.map(({ host }) => host))].flatMap((host) => [
        [`credential.https://${host}.helper`, ''],
        [`credential.https://${host}.helper`, helper],
    ]);
    const numbered = settings.flatMap(([key = '', value = ''], i) => [
        [`GIT_CONFIG_KEY_${first + i}`, key],
        [`GIT_CONFIG_VALUE_${first + i}`, value],
    ]);
    return { ...Object.fromEntries(numbered), GIT_CONFIG_COUNT: String(first + settings.length) };
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(3136);
;// CONCATENATED MODULE: ./src/project-root.ts



/**
 * The folder of this project (the one whose package.json has its name), found upwards from this very file: two
 * levels up from dist/, one from src/. The agent's source is read from there.
 */
function projectRoot() {
    let folder = external_node_path_.dirname((0,external_node_url_.fileURLToPath)(import.meta.url));
    while (!isRoot(folder)) {
        const parent = external_node_path_.dirname(folder);
        if (parent === folder)
            throw new Error('the folder of legacy-kernel-gate was not found');
        folder = parent;
    }
    return folder;
}
function isRoot(folder) {
    try {
        return (JSON.parse(external_node_fs_.readFileSync(external_node_path_.join(folder, 'package.json'), 'utf8')).name === 'legacy-kernel-gate');
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./src/run-directories.ts


/**
 * A new folder below `base` for what one run of the gate makes and removes again. The engines' unprivileged user
 * must be able to pass through it.
 */
async function makeTemporaryDirectory(base) {
    const directory = await (0,promises_.mkdtemp)(external_node_path_.join(base, 'legacy-kernel-gate-'));
    await (0,promises_.chmod)(directory, 0o755);
    return directory;
}
async function removeDirectory(directory) {
    await (0,promises_.rm)(directory, { recursive: true, force: true }).catch(() => undefined);
}
async function makeDirectory(directory) {
    await (0,promises_.mkdir)(directory, { recursive: true });
    return directory;
}

;// CONCATENATED MODULE: ./src/cache/worker-output.ts
/** Reads what the worker printed; `::debug::`, `::add-mask::` and other commands say nothing to people. */
function parseWorkerOutput(text) {
    const lines = text.split('\n').map((line) => line.trim());
    const troubles = lines.flatMap((line) => {
        const [, message] = /^::(?:warning|error)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
        return message === undefined ? [] : [unescapeData(message)];
    });
    const plain = lines.filter((line) => line !== '' && !line.startsWith('::'));
    const errors = plain.filter((line) => /^\w*Error\b/.test(line));
    return { troubles, tellingLine: errors.at(-1) ?? plain.at(-1) ?? '' };
}
/** The escapes of a workflow command's message (docs.github.com, "Workflow commands"). */
function unescapeData(text) {
    return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

;// CONCATENATED MODULE: ./src/cache/ask-cache-worker.ts






/** The worker as the action brings it along: a bundle of its own, so that nobody else carries @actions/cache. */
function bundledCacheWorker() {
    return { file: external_node_path_.join(projectRoot(), 'dist', 'cache', 'index.js'), execArgv: [] };
}
/** A lookup takes less than a second, and 3 GB in five minutes is 10 MB/s. */
const CACHE_LIMITS = { lookupMs: 20_000, restoreMs: 300_000, saveMs: 600_000 };
const MAX_OUTPUT = 1 << 20;
/**
 * Asks a worker once, in a process of its own: the package knows no cancellation, retries for minutes, and prints its
 * troubles as errors of the job. When the time is up, the worker and its tar are killed. Never rejects.
 * @param directory absolute; what is packed, or where it is unpacked
 */
async function askCacheWorker(request, directory, context) {
    if (context.signal.aborted)
        return { answer: null, troubles: ['the run was cancelled'] };
    const temporary = await (0,promises_.mkdtemp)(external_node_path_.join(context.temporaryBase, 'legacy-kernel-gate-cache-'));
    try {
        return await converse(request, start(directory, temporary, context), context);
    }
    finally {
        await removeDirectory(temporary);
    }
}
function start(directory, temporary, { worker, env }) {
    return (0,external_node_child_process_.fork)(worker.file, [], {
        execArgv: [...worker.execArgv],
        cwd: directory,
        env: workerEnvironment(env, directory, temporary),
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        detached: true,
    });
}
/** The package takes the root of archives and the place of its temporary files from these two. */
function workerEnvironment(env, directory, temporary) {
    const kept = Object.entries(env).filter(([name]) => !/^(INPUT_.*|TAR_OPTIONS|GITHUB_WORKSPACE)$/.test(name));
    return { ...Object.fromEntries(kept), GITHUB_WORKSPACE: directory, RUNNER_TEMP: temporary };
}
function converse(request, child, { limits, signal }) {
    return new Promise((resolve) => {
        let output = '';
        let answer = null;
        let ended = null;
        for (const stream of [child.stdout, child.stderr]) {
            stream?.setEncoding('utf8').on('data', (text) => {
                output = (output + text).slice(-MAX_OUTPUT);
            });
        }
        const stop = (why) => {
            ended ??= why;
            killGroup(child);
        };
        const cancel = () => stop('the run was cancelled');
        signal.addEventListener('abort', cancel);
        const [first, whole] = limitsOf(request, limits);
        let timer = setTimeout(() => stop(tooSlow(first)), first);
        child.on('message', (message) => {
            answer = message;
            if (message.kind !== 'found')
                return;
            clearTimeout(timer);
            timer = setTimeout(() => stop(tooSlow(whole)), whole);
        });
        child.on('error', (error) => stop(error.message));
        child.on('close', (code) => {
            clearTimeout(timer);
            signal.removeEventListener('abort', cancel);
            resolve(outcome(answer, ended ?? (answer ? null : `the worker ended with ${code}`), output));
        });
        child.send(request, () => undefined);
    });
}
function limitsOf({ kind }, { lookupMs, restoreMs, saveMs }) {
    return kind === 'save' ? [saveMs, saveMs] : [lookupMs, restoreMs];
}
function tooSlow(limitMs) {
    return `it took longer than ${limitMs / 1000} s`;
}
/** `found` is no answer: what it announced did not come. */
function outcome(answer, ended, output) {
    const { troubles, tellingLine } = parseWorkerOutput(output);
    if (ended !== null) {
        return {
            answer: null,
            troubles: [tellingLine === '' ? ended : `${ended}; it said: ${tellingLine}`],
        };
    }
    if (answer?.kind === 'failed')
        return { answer: null, troubles: [...troubles, answer.message] };
    return { answer: answer?.kind === 'found' ? null : answer, troubles };
}
function killGroup(child) {
    try {
        if (child.pid !== undefined)
            process.kill(-child.pid, 'SIGKILL');
    }
    catch {
        // It is gone already.
    }
}

;// CONCATENATED MODULE: ./src/cache/cache-use.ts
/** Events whose jobs publish, or hold rights of the target branch while they look at a stranger's code. */
const SENSITIVE_EVENTS = ['release', 'pull_request_target'];
/**
 * What the input `cache` means in this job. `auto` keeps jobs that publish away from caches altogether: what a less
 * trusted job has put there shall not get into a release, and a job with rights shall not fill a cache from a
 * stranger's code.
 * @param env the process's: GITHUB_EVENT_NAME, GITHUB_REF_TYPE, and where the runner says that the service is
 */
function decideCacheUse(choice, env) {
    const off = (reason, warns = false) => ({
        restores: false,
        saves: false,
        reason,
        warns,
    });
    if (choice === 'false')
        return off(null);
    const sensitive = choice === 'auto' ? sensitivity(env) : null;
    if (sensitive !== null)
        return off(`No cache is used: ${sensitive}.`);
    if (!hasCacheService(env)) {
        return off('No cache is used: the runner offers no cache service.', choice !== 'auto');
    }
    return { restores: true, saves: choice !== 'restore-only', reason: null, warns: false };
}
function sensitivity(env) {
    const { GITHUB_EVENT_NAME: event = '', GITHUB_REF_TYPE: ref } = env;
    if (SENSITIVE_EVENTS.includes(event))
        return `the event is ${event}`;
    return ref === 'tag' ? 'the job runs for a tag' : null;
}
/** As @actions/cache decides it in `isFeatureAvailable`, without loading it. */
function hasCacheService(env) {
    const url = env.ACTIONS_CACHE_SERVICE_V2 ? env.ACTIONS_RESULTS_URL : undefined;
    return Boolean(env.ACTIONS_RUNTIME_TOKEN && (url || env.ACTIONS_CACHE_URL));
}

;// CONCATENATED MODULE: ./src/cache/pending-save.ts
const FIELDS = {
    directory: ['key', 'path'],
    file: ['key', 'path'],
    image: ['key', 'engine', 'image'],
};
/** The text that the main step hands to the post step. */
function renderPendingSaves(saves) {
    return JSON.stringify(saves);
}
/**
 * @param text of renderPendingSaves; empty: the main step left none
 * @throws SyntaxError when it is something else
 */
function parsePendingSaves(text) {
    if (text === '')
        return [];
    const saves = JSON.parse(text);
    if (Array.isArray(saves) && saves.every(isPendingSave))
        return saves;
    throw new SyntaxError('the state of the main step names no caches');
}
function isPendingSave(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const fields = new Map(Object.entries(value));
    const expected = Object.entries(FIELDS).find(([kind]) => kind === fields.get('kind'))?.[1];
    return expected?.every((field) => typeof fields.get(field) === 'string') ?? false;
}

// EXTERNAL MODULE: ./src/errors.ts
var src_errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/run-command.ts
var run_command = __webpack_require__(2530);
;// CONCATENATED MODULE: ./src/cache/merge-directory.ts



/** An unpacked module, like `x@v1.2.3`; not `@v` of the download cache. */
const MODULE = /^[^@]+@/;
const OWNER_MAY_WRITE = 0o200;
/**
 * Moves what `from` has and `into` lacks; what is there already stays. Both lie on one file system. A module is moved
 * whole or not at all: the go command takes its folder for complete.
 */
async function mergeDirectory(from, into) {
    for (const entry of await (0,promises_.readdir)(from, { withFileTypes: true })) {
        const source = external_node_path_.join(from, entry.name);
        const target = external_node_path_.join(into, entry.name);
        const present = await (0,promises_.lstat)(target).catch(() => null);
        if (!present)
            await move(source, target, entry.isDirectory());
        else if (entry.isDirectory() && present.isDirectory() && !MODULE.test(entry.name))
            await mergeDirectory(source, target);
    }
}
/** Modules are read-only, and a folder that its owner may not write cannot change its parent. */
async function move(source, target, directory) {
    const { mode } = await (0,promises_.lstat)(source);
    const locked = directory && (mode & OWNER_MAY_WRITE) === 0;
    if (locked)
        await (0,promises_.chmod)(source, mode | OWNER_MAY_WRITE);
    await (0,promises_.rename)(source, target);
    if (locked)
        await (0,promises_.chmod)(target, mode);
}
/** Removes a folder, read-only ones in it as well. Never rejects. */
async function removeTree(directory) {
    const remove = () => (0,promises_.rm)(directory, { recursive: true, force: true });
    await remove()
        .catch(async () => {
        await (0,run_command/* runCommand */.d)('chmod', ['-R', 'u+w', directory], { timeoutMs: 60_000 });
        await remove();
    })
        .catch(() => undefined);
}

;// CONCATENATED MODULE: ./src/cache/run-cache.ts





/** For runs without a cache service: loads, asks and writes nothing. */
const NO_CACHE = {
    restores: false,
    restore: async () => 'none',
    findFiles: async () => null,
    saveLater: () => undefined,
    tellHit: () => undefined,
};
/** Folders with this name in a cached one are ours: a restore that was killed. */
const STAGING_PREFIX = 'legacy-kernel-gate-restore-';
/** The cache of a run in a job that has a cache service. */
function openRunCache(use, context) {
    const { log } = context;
    if (use.reason !== null)
        (use.warns ? log.warning : log.info)(use.reason);
    if (!use.restores)
        return NO_CACHE;
    const saves = [];
    // A service that once did not answer is not asked again: it would cost the same time for every entry.
    let broken = false;
    const ask = async (title, work) => {
        if (broken)
            return null;
        const { answer, troubles } = await work();
        if (troubles.length > 0 && !broken) {
            broken = true;
            log.warning(`The cache is not used for ${title} and what follows: ${troubles.join('; ')}.`);
        }
        return answer;
    };
    return {
        restores: true,
        async restore({ title, key, restoreKeys, beside, take }) {
            try {
                return await inStaging(beside, async (staging) => {
                    const request = { kind: 'restore', key, restoreKeys };
                    const answer = await ask(title, () => askCacheWorker(request, staging, context));
                    if (answer?.kind !== 'restored' || answer.key === null)
                        return 'none';
                    await take(staging);
                    log.info(`Restored ${title} from the cache: ${answer.key}`);
                    return answer.key === key ? 'exact' : 'partial';
                });
            }
            catch (error) {
                log.warning(`The cache is not used for ${title}: ${(0,src_errors.messageOf)(error)}.`);
                return 'none';
            }
        },
        async findFiles(patterns, directory) {
            const { answer, troubles } = await askCacheWorker({ kind: 'find', patterns }, directory, context);
            if (answer?.kind === 'files')
                return answer.files;
            log.warning(`Input cache-dependency-path could not be looked up: ${troubles.join('; ')}.`);
            return null;
        },
        saveLater(save) {
            if (!use.saves)
                return;
            saves.push(save);
            context.onSaves(saves);
        },
        tellHit: context.onHit,
    };
}
async function inStaging(beside, work) {
    await (0,promises_.mkdir)(beside, { recursive: true });
    const staging = await (0,promises_.mkdtemp)(external_node_path_.join(beside, STAGING_PREFIX));
    try {
        return await work(staging);
    }
    finally {
        await removeTree(staging);
    }
}

;// CONCATENATED MODULE: ./src/cancellation.ts
/**
 * Aborts when the runner or the user asks the process to end, so that nothing is left behind. What it throws then is
 * an AbortError, as from Node's own functions; toGateError (errors.ts) tells it from a fault.
 */
function cancellationSignal() {
    const controller = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
        process.once(name, () => controller.abort(new DOMException(`ended by ${name}`, 'AbortError')));
    return controller.signal;
}

;// CONCATENATED MODULE: ./src/exit-code.ts
/** Exit code of the command line, and (0 or not) whether the step fails. `inconclusive` is never green. */
function exitCodeOf(verdict, mode) {
    if (verdict === 'inconclusive')
        return 2;
    return verdict === 'fail' && mode === 'enforce' ? 1 : 0;
}

;// CONCATENATED MODULE: ./src/rule-page.ts






/** @throws GateError code `bad-arguments` that names the nearest rule, or all of them */
function parseRuleId(text) {
    const id = RULE_IDS.find((each) => each === text);
    if (id)
        return id;
    const nearest = didYouMean(text, RULE_IDS);
    throw new GateError({
        stage: 'inputs',
        code: 'bad-arguments',
        fault: 'user',
        message: `Command line: --explain: there is no rule "${text}".${nearest}`,
        hint: `The rules are: ${RULE_IDS.join(', ')}.`,
    });
}
/** The rule's page, docs/rules/<id>.md: Markdown that reads well as it is. */
function loadRulePage(id) {
    return external_node_fs_.readFileSync(external_node_path_.join(projectRoot(), 'docs', 'rules', `${id}.md`), 'utf8');
}

;// CONCATENATED MODULE: ./src/report/surface-words.ts
/** How sentences name the target. */
function targetTitle(target) {
    return target?.title ?? 'the target';
}
/** One sentence: what was enforced, and whether it held. */
function enforcementSentence({ enforced, held, canary, refused, leaked }, target) {
    const title = targetTitle(target);
    if (!enforced?.installed)
        return `The kernel surface of ${title} was not enforced.`;
    const many = refused.length === 1
        ? '1 thing was'
        : `${refused.length === 0 ? 'nothing' : `${refused.length} things`} ${refused.length === 0 ? 'was' : 'were'}`;
    const tried = canary && canary.tried.length > 0 ? ` (a canary was refused ${canary.tried.length} calls first)` : '';
    if (held)
        return `Enforced was the kernel surface of ${title}${tried}: ${many} refused to the program.`;
    if (leaked.length > 0)
        return `The kernel surface of ${title} did not hold: something went through that it lacks.`;
    if (canary?.held)
        return `The kernel surface of ${title} was enforced in part only: ${many} refused to the program.`;
    return `The kernel surface of ${title} was not seen to hold.`;
}
/** What the same boot did without enforcement, and what follows. */
function controlSentence({ control, outcome }) {
    if (!control)
        return 'There was no control run without the surface.';
    const how = control.worked ? 'it did its job' : `it failed (${controlFailure(control)})`;
    switch (outcome) {
        case 'only-surface':
            return `Control run without the surface: ${how}, so the kernel is the cause.`;
        case 'both-failed':
            return `Control run without the surface: ${how} as well, so the surface is not the cause.`;
        case 'control-failed':
            return `Control run without the surface: ${how}, though under it the program did its job.`;
        default:
            return `Control run without the surface: ${how}${outcome === 'did-job' ? ', too' : ''}.`;
    }
}
function controlFailure({ timedOut, readiness, exercises, exercisesDone, exit, problems, }) {
    if (problems[0])
        return problems[0];
    if (timedOut)
        return 'it did not end in time';
    if (readiness === 'timeout')
        return 'it was not ready in time';
    if (exercisesDone < exercises)
        return `${exercisesDone} of ${exercises} exercises`;
    if (exit?.kind === 'killed')
        return `killed by ${exit.signal}`;
    return exit ? `exit code ${exit.code}` : 'it ended in a way that is not known';
}
/** The oldest kernels that would do; empty when no run shows it. */
function needsSentence(needs) {
    if (!needs)
        return '';
    const { kernel, el, decidedBy } = needs;
    const mainline = kernel ? `Linux ${kernel}` : 'newer than every release that we know';
    const family = el ? `of the EL family ${el}` : 'of the EL family none that we know';
    return decidedBy.kernel === decidedBy.el
        ? `Oldest kernel with all that this run used: ${mainline}, ${family} (decided by ${decidedBy.kernel}).`
        : `Oldest kernel with all that this run used: ${mainline} (decided by ${decidedBy.kernel}), ${family} (decided by ${decidedBy.el}).`;
}
/** What each state means, for a table cell. */
const STATE_WORD = {
    required: 'required: fails without it',
    probed: 'probed: does without it',
    unknown: 'not settled',
};
/** How many different newer things the program did its job without. */
function survivedCount({ surface }) {
    return new Set(surface?.refused.filter(({ state }) => state === 'probed').map(({ id }) => id)).size;
}

;// CONCATENATED MODULE: ./src/report/verdict-words.ts

const VERDICT_WORD = {
    pass: 'PASS',
    warn: 'WARN',
    fail: 'FAIL',
    inconclusive: 'INCONCLUSIVE',
};
/** What each kind of evidence means, to stand in a list. */
const EVIDENCE_WORDS = {
    static: 'the file was read',
    boot: 'it ran under strace',
    userland: "in the target's own userland",
    surface: 'what the target kernel lacks was refused',
    kernel: 'on a real old kernel',
};
function plural(count, one, many = `${one}s`) {
    return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
/** The one line that a busy reviewer reads: which binary, and whether it runs on the target. */
function verdictSentence(artifact, target, quote) {
    const name = quote(artifact.name);
    const title = targetTitle(target);
    switch (artifact.verdict) {
        case 'pass':
            return `${name} ${doing(artifact)}${underSurface(artifact, title)}${byPolicy(artifact)}.`;
        case 'warn':
            return `${name} ${doing(artifact)}; for ${title} there ${warnings(artifact, quote)}${byPolicy(artifact)}.`;
        case 'fail':
            return `${name} is not fit for ${title}${because(artifact, 'error', quote)}.`;
        case 'inconclusive':
            return `whether ${name} runs on ${title} could not be judged${because(artifact, 'inconclusive', quote)}.`;
    }
}
/** Without those that the policy ignores. */
function countedFindings({ findings }) {
    return findings.filter(({ ignored }) => ignored === null);
}
/** What the policy made of a finding: to stand behind its rule's id. Empty when it made nothing of it. */
function policyRemark({ defaultLevel }) {
    return defaultLevel === null ? '' : ` (by policy; by itself ${defaultLevel})`;
}
/** `Ignored until the end of 2027-01-31 (UTC): reason` */
function ignoredSentence({ reason, expires }) {
    return expires === null ? reason : `Ignored until the end of ${expires} (UTC): ${reason}`;
}
/** Which policy it was, and what of it was not used. */
function policySentence({ path, digest, unused }) {
    const rest = unused.length > 0 ? ` ${unused.join(' ')}` : '';
    return `Policy: ${path} (${digest.slice(0, 19)}…).${rest}`;
}
/** The line above several artifacts, or above none. */
function overallSentence(report) {
    const { artifacts, error } = report;
    if (artifacts.length === 0) {
        return error ? `nothing was judged: the ${error.stage} stage stopped.` : 'nothing was judged.';
    }
    const counted = ['fail', 'inconclusive', 'warn', 'pass']
        .map((verdict) => ({
        verdict,
        count: artifacts.filter((artifact) => artifact.verdict === verdict).length,
    }))
        .filter(({ count }) => count > 0)
        .map(({ verdict, count }) => `${count} ${COUNTED[verdict]}`);
    const stopped = error ? `; the ${error.stage} stage stopped before the end` : '';
    return `${plural(artifacts.length, 'binary', 'binaries')} for ${targetTitle(report.target)}: ${counted.join(', ')}${stopped}.`;
}
const COUNTED = {
    fail: 'not fit',
    inconclusive: 'could not be judged',
    warn: 'passed with warnings',
    pass: 'passed',
};
/** What the evidence does not show; empty when a real old kernel ran the artifact. */
function limitSentences(artifact, target) {
    const { boot, evidence, surface } = artifact;
    if (!evidence.includes('boot') || !boot) {
        return ['The program was not seen running: what it does when it runs is not part of this verdict.'];
    }
    if (evidence.includes('kernel'))
        return [];
    return [
        ...(surface ? [enforcementSentence(surface, target)] : []),
        kernelLimit(boot, evidence),
        ...(evidence.includes('userland') ? [] : [USERLAND_LIMIT]),
    ];
}
const USERLAND_LIMIT = "Its userland was not the target's, so loader, libraries and files of the target were not tried.";
function kernelLimit({ place }, evidence) {
    const kernel = `The kernel that ran it was ${place.kernel} of the host`;
    return evidence.includes('surface')
        ? `${kernel}: how the target's own kernel does what it does have was not tried.`
        : `${kernel}: what the program does without newer calls was not, or not surely, seen.`;
}
/** `the file was read, it was run under strace, …` */
function evidenceSentence(artifact) {
    const words = artifact.evidence.map((kind) => EVIDENCE_WORDS[kind]);
    return words.length > 0 ? `Decided on: ${words.join(', ')}.` : 'There was no evidence to decide on.';
}
const AUDIT_SENTENCE = 'Audit mode: broken rules do not fail the step; a run that cannot be judged does.';
/** As compilers print it: `cmd/server/main.go:12:5`. */
function placeName({ file, line, column }) {
    return column === null ? `${file}:${line}` : `${file}:${line}:${column}`;
}
/** Who has to act on an error. */
function faultSentence(error) {
    switch (error.fault) {
        case 'user':
            return 'The cause is an input, the source code or the set-up of the machine.';
        case 'artifact':
            return 'The cause is the file that was to be judged.';
        case 'gate':
            return 'The cause is legacy-kernel-gate or something that it depends on, not your code.';
    }
}
function underSurface(artifact, title) {
    if (!artifact.evidence.includes('surface'))
        return `; nothing was seen that the rules for ${title} refuse`;
    const survived = survivedCount(artifact);
    return ` under the kernel surface of ${title}${survived > 0 ? `, without ${plural(survived, 'newer thing')} that it tried` : ''}`;
}
function doing({ boot, evidence }) {
    if (!boot || !evidence.includes('boot'))
        return 'was read, not run';
    const passed = boot.exercises.filter((exercise) => exercise.ok).length;
    const start = boot.ready?.state === 'ready' ? 'booted' : 'was started, not seen ready';
    if (boot.exercises.length === 0)
        return `${start} (nothing more was asked of it)`;
    const all = passed === boot.exercises.length;
    return `${start} and did ${all ? 'what was asked' : `${passed} of ${boot.exercises.length} things that were asked`}`;
}
/** A pass that the policy made must say so. */
function byPolicy({ findings }) {
    const ignored = findings.filter((finding) => finding.ignored !== null).length;
    const lowered = findings.filter(({ level, defaultLevel, ignored }) => ignored === null &&
        ((defaultLevel === 'error' && level !== 'error') || (defaultLevel === 'warning' && level === 'note'))).length;
    return [
        ...(ignored > 0 ? [`; the policy ignores ${plural(ignored, 'finding')}`] : []),
        ...(lowered > 0 ? [`; the policy lowers ${plural(lowered, 'finding')}`] : []),
    ].join('');
}
function warnings(artifact, quote) {
    const found = countedFindings(artifact).filter((finding) => finding.level === 'warning');
    const ids = rules(found, quote);
    return `${found.length === 1 ? 'is 1 warning' : `are ${found.length} warnings`}${ids && `: ${ids}`}`;
}
function because(artifact, level, quote) {
    if (artifact.verdict === 'inconclusive' && artifact.error)
        return `: the ${artifact.error.stage} stage stopped`;
    const ids = rules(countedFindings(artifact).filter((finding) => finding.level === level), quote);
    return ids && `: ${ids}`;
}
/** Distinct rule ids, the first four by name. */
function rules(findings, quote) {
    const ids = [...new Set(findings.map((finding) => finding.rule))];
    const named = ids.slice(0, 4).map(quote);
    return [...named, ...(ids.length > 4 ? [`${ids.length - 4} more`] : [])].join(', ');
}

;// CONCATENATED MODULE: ./src/report/visible-text.ts
/**
 * Characters that are not seen as what they are: controls, formats (direction marks, joiners, soft hyphen), halves of
 * a surrogate pair, private and unassigned ones, line separators, and what fonts leave out.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** Replaces every hidden character, line ends included, with what `toEscape` makes of it. */
function escapeHidden(text, toEscape) {
    return text.replace(HIDDEN, toEscape);
}
function codePointEscape(character) {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    if (code.length <= 2)
        return `\\x${code.padStart(2, '0')}`;
    return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\u{${code}}`;
}
/** Cuts at `max` UTF-16 units, never inside a character, and says how much is missing. */
function clip(text, max) {
    if (text.length <= max)
        return text;
    const last = text.charCodeAt(max - 1);
    const end = last >= 0xd800 && last < 0xdc00 ? max - 1 : max;
    return `${text.slice(0, end)}… (${text.length - end} more characters)`;
}
/** The last `max` UTF-16 units, never starting inside a character. */
function tail(text, max) {
    if (text.length <= max)
        return text;
    const start = text.length - max;
    const first = text.charCodeAt(start);
    return text.slice(first >= 0xdc00 && first < 0xe000 ? start + 1 : start);
}
/** One line of visible characters: blanks and line ends become single spaces, hidden characters `\xNN` or `\uNNNN`. */
function visibleLine(text, max) {
    const oneLine = clip(text, max).replace(/[\t\n\r\p{Zs}]+/gu, ' ');
    return escapeHidden(oneLine, codePointEscape).trim();
}
/** Like visibleLine, for several lines that keep their blanks; at most `maxLines` of at most `maxWidth` characters. */
function visibleLines(text, maxLines, maxWidth) {
    const lines = text.split(/\r?\n/, maxLines + 1);
    const shown = lines
        .slice(0, maxLines)
        .map((line) => escapeHidden(clip(line, maxWidth).replaceAll('\t', '    '), codePointEscape));
    return lines.length > maxLines ? [...shown, '… (more lines follow)'] : shown;
}

;// CONCATENATED MODULE: ./src/report/annotations.ts



/** GitHub shows ten of each level a step (docs.github.com, workflow commands; actions/toolkit problem-matchers.md). */
const LIMIT = 10;
const LEVELS = ['error', 'warning', 'notice'];
const MAX_MESSAGE = 2_000;
const MAX_TITLE = 200;
const LEVEL_OF = {
    error: 'error',
    inconclusive: 'error',
    warning: 'warning',
    note: 'notice',
};
/**
 * What stopped the gate with the places that the compiler named, then the findings. At most ten of a level; the tenth
 * says how many more there are. In audit mode a broken rule is a warning, because it does not fail the step.
 */
function renderAnnotations(report) {
    const all = [
        ...(report.error ? errorAnnotations(report.error, '') : []),
        ...report.artifacts.flatMap((artifact) => [
            ...(artifact.error ? errorAnnotations(artifact.error, artifact.name) : []),
            ...countedFindings(artifact).map((finding) => findingAnnotation(finding, artifact.name, report.mode)),
        ]),
    ];
    return LEVELS.flatMap((level) => fold(all.filter((annotation) => annotation.level === level)));
}
function errorAnnotations(error, artifact) {
    return [errorAnnotation(error, artifact), ...error.places.map((place) => placeAnnotation(place, error))];
}
function placeAnnotation({ file, line, column, message }, { stage }) {
    return {
        level: 'error',
        title: stage === 'build' ? 'Does not compile' : 'legacy-kernel-gate: policy file',
        message: inert(message),
        file,
        line,
        ...(column === null ? {} : { column }),
    };
}
function errorAnnotation(error, artifact) {
    return {
        level: 'error',
        title: titleOf(`stopped in stage ${error.stage}`, artifact),
        message: `${inert(error.message)}\n${inert(error.hint)}`,
    };
}
function findingAnnotation(finding, artifact, mode) {
    const level = LEVEL_OF[finding.level];
    return {
        level: mode === 'audit' && finding.level === 'error' ? 'warning' : level,
        title: titleOf(finding.rule, artifact),
        message: finding.fix ? `${inert(finding.message)}\nFix: ${inert(finding.fix)}` : inert(finding.message),
    };
}
function titleOf(what, artifact) {
    const of = artifact && ` (${inert(artifact, MAX_TITLE)})`;
    return `legacy-kernel-gate: ${what}${of}`;
}
function fold(annotations) {
    const last = annotations[LIMIT - 1];
    if (annotations.length <= LIMIT || !last)
        return annotations;
    const more = annotations.length - LIMIT;
    return [
        ...annotations.slice(0, LIMIT - 1),
        { ...last, message: `${last.message}\n… and ${more} more: see the job summary.` },
    ];
}
function inert(text, max = MAX_MESSAGE) {
    return renderInert(visibleLine(text, max));
}

;// CONCATENATED MODULE: ./src/report/outputs.ts


/** Bytes; a job's outputs may have 1 MiB together (docs.github.com, "Passing information between jobs"). */
const MAX_FINDINGS_BYTES = 100_000;
/**
 * The action's outputs. A list has one line for each artifact, in the report's order, empty where nothing is known,
 * so that lists can be read side by side.
 * @param files absolute path of each form of the report; empty when it could not be written
 */
function renderOutputs(report, directory, files) {
    const { artifacts } = report;
    return {
        verdict: report.verdict,
        ...files,
        trace: lines(artifacts.map(({ boot }) => (boot?.trace ? external_node_path_.posix.join(directory, boot.trace.path) : ''))),
        artifact: lines(artifacts.map(({ path }) => path)),
        'artifact-digest': lines(artifacts.map(({ digest }) => digest)),
        'go-version': goVersions(report),
        findings: findingsJson(report),
        'min-glibc': lines(artifacts.map(({ inspection }) => (inspection ? (inspection.minGlibc ?? 'none') : ''))),
        'min-kernel': lines(artifacts.map(({ needs }) => needs?.kernel ?? '')),
        'min-el': lines(artifacts.map(({ needs }) => (needs ? (needs.el ?? 'none') : ''))),
        evidence: lines(artifacts.map(({ evidence }) => evidence.join(','))),
    };
}
/** Distinct, because one Go built them all unless they are prebuilt; without the `go` prefix. */
function goVersions({ go, artifacts }) {
    const versions = artifacts.map((artifact) => artifact.package !== null && go
        ? go.version
        : (artifact.inspection?.go?.version.replace(/^go/, '') ?? ''));
    const known = versions.filter((version) => version !== '');
    return lines([...new Set(artifacts.length > 0 ? known : go ? [go.version] : [])]);
}
function lines(items) {
    // A line end inside an item would move every following one to a wrong artifact.
    return items.map((item) => item.replace(/[\r\n]/g, '?')).join('\n');
}
/** Compact, without the ignored, the gravest first; as many as fit. */
function findingsJson({ artifacts }) {
    const all = artifacts.flatMap((artifact) => countedFindings(artifact).map(({ rule, level }) => ({ rule, level, artifact: artifact.name })));
    const sorted = ['error', 'inconclusive', 'warning', 'note'].flatMap((level) => all.filter((finding) => finding.level === level));
    const kept = [];
    let bytes = 2;
    for (const finding of sorted) {
        const json = JSON.stringify(finding);
        bytes += Buffer.byteLength(json) + 1;
        if (bytes > MAX_FINDINGS_BYTES)
            break;
        kept.push(json);
    }
    return `[${kept.join(',')}]`;
}

// EXTERNAL MODULE: ./node_modules/zod/v4/core/errors.js
var errors = __webpack_require__(7428);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(7597);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(4377);
;// CONCATENATED MODULE: ./src/trace/hang/diagnosis.ts
/**
 * What holds a program up. One word each; HANG_KINDS in hang-kinds.ts says how each is told, in order: the first that
 * fits is taken.
 */
const HANG_KIND_NAMES = [
    'stopped',
    'eintr-loop',
    'entropy',
    'file-lock',
    'fifo-open',
    'connect',
    'connect-retry',
    'child',
    'clock-loop',
    'yield-loop',
    'sleep-loop',
    'spin',
    'busy',
    'read',
    'write',
    'disk',
    'sleep',
    'network-idle',
    'deadlock',
    'unknown',
];

;// CONCATENATED MODULE: ./src/report/schema-shapes.ts

/*
 * What the schemas of report.json are made of. They mirror the types that the stages share (src/inspect, src/boot,
 * src/trace, src/judge); __tests__/report/report-schema.test.ts fails to compile when one of them moves away. Every
 * object is read-only and drops keys that it does not know.
 */
const object = (shape) => schemas/* object */.Ikc(shape).readonly();
const list = (item) => schemas/* array */.YOg(item).readonly();
const count = schemas/* int */.Whr().nonnegative();

;// CONCATENATED MODULE: ./src/report/report-boot.ts



const exitSchema = schemas/* discriminatedUnion */.gMt('kind', [
    object({ kind: schemas/* literal */.euz('exited'), code: schemas/* int */.Whr() }),
    object({ kind: schemas/* literal */.euz('killed'), signal: schemas/* string */.YjP(), coreDumped: schemas/* boolean */.zMY() }),
])
    .meta({ id: 'ProcessExit' });
const syscall = object({
    name: schemas/* string */.YjP(),
    count: count,
    succeeded: count,
    errors: schemas/* record */.g1P(schemas/* string */.YjP(), count).readonly().meta({ description: 'errno name to number of calls.' }),
}).meta({ id: 'Syscall' });
const trace = object({
    path: schemas/* string */.YjP().meta({ description: "File of the raw trace, relative to the report's folder." }),
    bytes: count,
    lines: count,
    calls: count,
    unreadable: count.meta({ description: 'Lines of no known form.' }),
    programs: list(object({
        path: schemas/* string */.YjP(),
        isArtifact: schemas/* boolean */.zMY().meta({ description: 'False for programs that the artifact started.' }),
        processes: count,
        syscalls: list(syscall),
    })),
    listeners: count,
    signals: schemas/* record */.g1P(schemas/* string */.YjP(), count).readonly(),
}).meta({ id: 'Trace' });
const hang = object({
    kind: schemas/* enum */.k5n(HANG_KIND_NAMES),
    sentence: schemas/* string */.YjP().meta({ description: 'What is seen, and what it usually means. Untrusted.' }),
    hint: schemas/* string */.YjP(),
    clocksource: schemas/* string */.YjP().meta({ description: "The kernel's clock, for example tsc; empty: not told." }),
    threads: list(object({
        pid: count,
        tid: count,
        comm: schemas/* string */.YjP(),
        state: schemas/* string */.YjP().meta({ description: 'As proc(5) has it: R, S, D, T, Z.' }),
        call: schemas/* string */.YjP().meta({ description: 'That it is in, or made last. Untrusted.' }),
        inCall: schemas/* boolean */.zMY(),
        errno: schemas/* string */.YjP().nullable(),
        forMs: schemas/* number */.aig().nullable().meta({ description: 'Time since that call began.' }),
        wchan: schemas/* string */.YjP().meta({ description: 'Kernel function in which it sleeps; empty: not told.' }),
        descriptor: schemas/* string */.YjP(),
        cpuPercent: schemas/* number */.aig().meta({ description: 'Of one processor, in the last moments.' }),
        repeats: schemas/* string */.YjP().meta({ description: 'What it called most in the last 2 s.' }),
    })).meta({ description: 'At most 20.' }),
    moreThreads: count,
    goroutines: list(schemas/* string */.YjP()).meta({ description: 'What Go says of them. At most 10. Untrusted.' }),
}).meta({ id: 'Hang', description: 'What held the artifact up when a timeout passed.' });
const bootSchema = object({
    place: object({
        engine: schemas/* enum */.k5n(['docker', 'podman', 'sandbox']),
        engineVersion: schemas/* string */.YjP(),
        userland: schemas/* string */.YjP(),
        targetUserland: schemas/* boolean */.zMY(),
        kernel: schemas/* string */.YjP().meta({ description: 'uname -r of the kernel that ran the artifact.' }),
        strace: schemas/* string */.YjP(),
    }),
    ready: object({
        state: schemas/* enum */.k5n(['ready', 'timeout', 'exited']),
        afterMs: schemas/* number */.aig(),
        by: schemas/* string */.YjP(),
    }).nullable(),
    exercises: list(object({ line: schemas/* string */.YjP(), ok: schemas/* boolean */.zMY(), detail: schemas/* string */.YjP(), ms: schemas/* number */.aig() })),
    stop: object({ state: schemas/* enum */.k5n(['exited', 'stopped', 'killed', 'quit']), afterMs: schemas/* number */.aig() }).nullable(),
    exit: exitSchema.nullable(),
    timedOut: schemas/* boolean */.zMY(),
    hang: hang.nullable().meta({ description: 'Null when no timeout passed.' }),
    strays: count.meta({ description: 'Processes that outlived the artifact.' }),
    durationMs: schemas/* number */.aig(),
    problems: list(schemas/* string */.YjP()).meta({ description: 'Why the run cannot be relied on.' }),
    stdout: schemas/* string */.YjP().meta({ description: 'The last 4,000 characters. Untrusted.' }),
    stderr: schemas/* string */.YjP().meta({ description: 'The last 4,000 characters. Untrusted.' }),
    trace: trace.nullable(),
}).meta({ id: 'Boot' });

;// CONCATENATED MODULE: ./src/report/report-error.ts


const stage = schemas/* enum */.k5n(['inputs', 'setup', 'build', 'inspect', 'boot', 'judge', 'report']);
const errorSchema = object({
    stage,
    code: schemas/* string */.YjP(),
    fault: schemas/* enum */.k5n(['user', 'artifact', 'gate']).meta({ description: 'Who has to act.' }),
    message: schemas/* string */.YjP(),
    hint: schemas/* string */.YjP(),
    places: list(object({ file: schemas/* string */.YjP(), line: count, column: count.nullable(), message: schemas/* string */.YjP() })).meta({ description: 'What is wrong in the source or in the policy file, and where. At most 100.' }),
}).meta({ id: 'Error' });

;// CONCATENATED MODULE: ./src/judge/rule-ids.ts
/** Every rule id, in the order in which findings are shown. Ids never change; a retired one is not used again. */
const rule_ids_RULE_IDS = [
    'canary-missed',
    'syscall-required',
    'io-uring-used',
    'multiplexer-not-epoll',
    'epoll-not-seen',
    'boot-failed',
    'not-ready',
    'exercise-failed',
    'hung',
    'stop-failed',
    'trace-incomplete',
    'flag-unsupported',
    'syscall-probed',
    'syscall-reachable',
    'module-needs-kernel',
    'dynamically-linked',
    'glibc-too-new',
    'abi-note-too-new',
    'go-floor-too-new',
    'goamd64-too-high',
    'cgo-enabled',
    'build-tag-missing',
    'go-not-allowed',
    'build-constraint-wrong',
];

;// CONCATENATED MODULE: ./src/report/report-finding.ts



const level = schemas/* enum */.k5n(['error', 'inconclusive', 'warning', 'note']);
const findingSchema = object({
    rule: schemas/* enum */.k5n(rule_ids_RULE_IDS),
    level,
    defaultLevel: level
        .nullable()
        .meta({ description: 'What the rule says by itself; null: the policy did not change the level.' }),
    ignored: object({
        reason: schemas/* string */.YjP(),
        expires: schemas/* string */.YjP()
            .nullable()
            .meta({ description: 'The last day of it (UTC); null: the policy turns the rule off.' }),
    })
        .nullable()
        .meta({ description: 'Ignored by the policy: it does not count for the verdict.' }),
    message: schemas/* string */.YjP().meta({ description: 'One sentence: what was seen. May quote the artifact.' }),
    fix: schemas/* string */.YjP(),
    evidence: list(schemas/* string */.YjP()),
    subjects: list(list(schemas/* string */.YjP())).meta({
        description: 'The single things that it speaks of, by all their names. At most 100.',
    }),
    help: schemas/* string */.YjP().meta({ description: 'Page of the rule, relative to the root of legacy-kernel-gate.' }),
}).meta({ id: 'Finding' });

;// CONCATENATED MODULE: ./src/report/report-inspection.ts


const goModule = object({
    path: schemas/* string */.YjP(),
    version: schemas/* string */.YjP(),
    sum: schemas/* string */.YjP(),
    replace: schemas/* lazy */.RZV(() => goModule.nullable()),
}).meta({ id: 'GoModule' });
const inspectionSchema = object({
    elf: object({
        class: schemas/* union */.KCZ([schemas/* literal */.euz(32), schemas/* literal */.euz(64)]),
        endian: schemas/* enum */.k5n(['little', 'big']),
        type: schemas/* string */.YjP(),
        machine: schemas/* string */.YjP(),
        interpreter: schemas/* string */.YjP().nullable(),
        needed: list(schemas/* string */.YjP()),
        runpath: list(schemas/* string */.YjP()),
        soname: schemas/* string */.YjP().nullable(),
        verneed: list(object({
            library: schemas/* string */.YjP(),
            versions: list(schemas/* string */.YjP()),
            weakVersions: list(schemas/* string */.YjP()).meta({
                description: 'The loader tells that they lack, and starts the file.',
            }),
        })),
        relr: schemas/* boolean */.zMY(),
        abiTag: object({ os: schemas/* int */.Whr(), kernel: schemas/* string */.YjP() }).nullable(),
    }),
    go: object({
        version: schemas/* string */.YjP().meta({ description: 'For example go1.26.8.' }),
        path: schemas/* string */.YjP(),
        main: goModule.nullable(),
        deps: list(goModule),
        settings: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).readonly(),
    }).nullable(),
    static: schemas/* boolean */.zMY(),
    minGlibc: schemas/* string */.YjP().nullable().meta({ description: 'The highest GLIBC_x.y that the file asks for.' }),
}).meta({ id: 'Inspection', description: 'What the file says of itself, without being run.' });

;// CONCATENATED MODULE: ./src/report/report-reach.ts


const place = object({
    function: schemas/* string */.YjP().meta({ description: 'For example golang.org/x/sys/unix.Openat2. Untrusted.' }),
    package: schemas/* string */.YjP(),
    origin: schemas/* enum */.k5n(['runtime', 'std', 'main', 'dependency', 'unknown'])
        .meta({ description: 'Whose code it is.' }),
    module: schemas/* string */.YjP().nullable().meta({ description: 'path@version; null for the standard library.' }),
    by: schemas/* string */.YjP().nullable().meta({
        description: 'Whose doing it is: the module that calls golang.org/x/sys, else the module itself.',
    }),
    route: list(schemas/* string */.YjP()).meta({
        description: 'Modules that the path leads through, each once; Go stands for its own code. At most 8.',
    }),
    probe: schemas/* enum */.k5n(['fallback', 'on-request'])
        .nullable()
        .meta({ description: "Go's own call that takes another way, or is made only when asked for." }),
    address: schemas/* string */.YjP().meta({ description: 'Virtual address, in hexadecimal.' }),
    path: list(schemas/* string */.YjP()).meta({
        description: 'Functions from one of the main module down to this one, as far as it is known. At most 16.',
    }),
}).meta({ id: 'CallPlace' });
const reachSchema = object({
    functions: count.meta({ description: 'Go functions that were looked at.' }),
    cgo: schemas/* boolean */.zMY().meta({ description: 'C code is in the file; what it calls is not in here.' }),
    origins: list(object({
        whose: schemas/* enum */.k5n(['runtime', 'std', 'x-sys', 'module', 'main', 'unknown']).meta({
            description: 'x-sys: called through golang.org/x/sys; module: by code of a dependency itself.',
        }),
        module: schemas/* string */.YjP().nullable().meta({ description: 'path@version of the module that calls.' }),
        syscalls: count.meta({ description: 'Different ones.' }),
        places: count,
        lacking: list(schemas/* string */.YjP()).meta({
            description: 'Those that the target lacks, without probes of Go itself.',
        }),
    })).meta({ description: 'Who can make system calls. At most 50.' }),
    syscalls: list(object({
        name: schemas/* string */.YjP().meta({ description: 'As strace prints it.' }),
        since: schemas/* string */.YjP().nullable().meta({ description: 'Mainline release that brought it.' }),
        offered: schemas/* boolean */.zMY().meta({ description: 'The target has it.' }),
        seen: schemas/* boolean */.zMY().meta({ description: 'The program itself made it in the judged run.' }),
        count: count.meta({ description: 'Places that make it.' }),
        places: list(place).meta({ description: 'At most 20 of them, 5 where the target has the call.' }),
    })).meta({ description: 'What the target lacks first, then by name.' }),
    unknown: object({
        count: count,
        places: list(place).meta({ description: 'At most 50 of them.' }),
    }).meta({
        description: 'Calls whose number is worked out at run time, or in code that is not understood.',
    }),
}).meta({ id: 'Reach', description: 'What the machine code can ask of the kernel; it may never do so.' });

;// CONCATENATED MODULE: ./src/report/report-source.ts


const sourceSchema = object({
    tags: list(schemas/* string */.YjP()).meta({ description: 'All that were in force.' }),
    files: object({
        rows: list(object({
            package: schemas/* string */.YjP(),
            file: schemas/* string */.YjP().meta({ description: 'Relative to the workspace; absolute outside of it.' }),
            constraint: schemas/* string */.YjP().meta({ description: 'As it stands in the file, or what its name says.' }),
            included: schemas/* boolean */.zMY(),
            changedBy: list(schemas/* string */.YjP()).meta({
                description: 'Tags of this build without which it would be the other way round.',
            }),
        })).meta({ description: 'Those that a tag decided, then those left out, then the others. At most 200.' }),
        constrained: count.meta({ description: 'Go files with a build constraint.' }),
        leftOut: count,
        changed: count.meta({ description: 'Files that would be the other way round without the tags.' }),
        files: count.meta({ description: 'All Go files, without tests.' }),
    }).meta({ description: "Of the main module's packages that the program needs." }),
    constraints: object({
        wrong: list(object({ file: schemas/* string */.YjP(), line: count, column: count.nullable(), message: schemas/* string */.YjP() })),
        trouble: schemas/* string */.YjP().nullable().meta({ description: 'Why go vet -buildtag could not say anything.' }),
    }),
    demands: list(object({
        file: schemas/* string */.YjP(),
        line: count,
        directive: schemas/* enum */.k5n(['go', 'toolchain']),
        version: schemas/* string */.YjP(),
    })).meta({ description: 'What go.mod and go.work ask of the Go version.' }),
    modules: list(object({ file: schemas/* string */.YjP(), line: count, module: schemas/* string */.YjP() })).meta({
        description: 'Where go.mod requires which module.',
    }),
}).meta({ id: 'Build', description: 'What the source says of the build.' });

;// CONCATENATED MODULE: ./src/report/report-surface.ts



const missing = {
    id: schemas/* string */.YjP().meta({ description: 'For example syscall:openat2 or option:prctl-option/PR_SET_VMA.' }),
    label: schemas/* string */.YjP().meta({ description: 'For people: openat2(2), prctl(PR_SET_VMA).' }),
    program: schemas/* string */.YjP(),
    byChild: schemas/* boolean */.zMY().meta({ description: 'Asked for by a program that the artifact started.' }),
    since: schemas/* string */.YjP()
        .nullable()
        .meta({ description: 'Mainline release that brought it; null: newer than all we know.' }),
    count: count,
    sample: schemas/* string */.YjP().meta({ description: 'The first such call in the trace. Untrusted.' }),
};
const surfaceSchema = object({
    outcome: schemas/* enum */.k5n(['not-run', 'did-job', 'control-failed', 'only-surface', 'unclear', 'both-failed', 'no-control'])
        .meta({
        description: 'What the enforced run and the control run say together. only-surface: the target kernel is the cause of the failure; both-failed: it is not.',
    }),
    held: schemas/* boolean */.zMY().meta({ description: 'All of the surface was enforced, and was seen to hold.' }),
    enforced: object({
        installed: schemas/* boolean */.zMY(),
        supervised: schemas/* boolean */.zMY()
            .meta({ description: 'Paths, structures in memory and uname(2) were judged too.' }),
        gaps: list(schemas/* string */.YjP()),
    }).nullable(),
    canary: object({ held: schemas/* boolean */.zMY(), misses: list(schemas/* string */.YjP()), tried: list(schemas/* string */.YjP()) }).nullable(),
    refused: list(object({
        ...missing,
        state: schemas/* enum */.k5n(['probed', 'required', 'unknown']).meta({
            description: 'probed: it does its job all the same; required: it fails for lack of it.',
        }),
        errno: schemas/* string */.YjP(),
    })),
    ignored: list(object({ ...missing, instead: schemas/* string */.YjP() })).meta({
        description: 'Options that the target silently ignores, so the boot does not show what then happens.',
    }),
    leaked: list(object(missing)).meta({ description: 'Went through although the target refuses it.' }),
    control: object({
        worked: schemas/* boolean */.zMY(),
        readiness: schemas/* enum */.k5n(['ready', 'timeout', 'exited']).nullable(),
        exercises: count,
        exercisesDone: count,
        exit: exitSchema.nullable(),
        timedOut: schemas/* boolean */.zMY(),
        durationMs: schemas/* number */.aig(),
        problems: list(schemas/* string */.YjP()),
    })
        .nullable()
        .meta({ description: 'The same boot without enforcement.' }),
    attribution: object({
        suspects: list(schemas/* string */.YjP()),
        culprits: list(schemas/* string */.YjP()).meta({ description: 'What it cannot do without, found by re-runs.' }),
        reruns: count,
        cleared: schemas/* boolean */.zMY().meta({ description: 'It failed with every suspect allowed, too.' }),
        doubt: schemas/* string */.YjP(),
    }).nullable(),
}).meta({ id: 'Surface', description: "What the target kernel's surface did to the artifact." });
const needsSchema = object({
    kernel: schemas/* string */.YjP().nullable().meta({ description: 'Mainline release; null: newer than all we know.' }),
    el: schemas/* string */.YjP().nullable().meta({ description: 'For example el7; null: none that we know.' }),
    decidedBy: object({ kernel: schemas/* string */.YjP(), el: schemas/* string */.YjP() }),
}).meta({ id: 'Needs', description: 'The oldest kernels that have all that the artifact used.' });

;// CONCATENATED MODULE: ./src/report/report.ts









const verdictName = schemas/* enum */.k5n(['pass', 'warn', 'fail', 'inconclusive']);
const artifact = object({
    name: schemas/* string */.YjP(),
    path: schemas/* string */.YjP(),
    package: schemas/* string */.YjP().nullable(),
    digest: schemas/* string */.YjP().meta({ description: 'sha256: and 64 hexadecimal digits.' }),
    size: count.meta({ description: 'Bytes.' }),
    inspection: inspectionSchema.nullable(),
    build: sourceSchema.nullable().meta({ description: 'Null for a prebuilt file.' }),
    verdict: verdictName,
    findings: list(findingSchema),
    evidence: list(schemas/* enum */.k5n(['static', 'boot', 'userland', 'surface', 'kernel'])),
    error: errorSchema.nullable(),
    boot: bootSchema.nullable().meta({ description: "The judged run, under the target's surface." }),
    surface: surfaceSchema.nullable(),
    needs: needsSchema.nullable(),
    reach: reachSchema
        .nullable()
        .meta({ description: 'Null when the machine code was not read: see noReach.' }),
    noReach: schemas/* enum */.k5n(['not-go', 'no-function-table', 'unknown-machine', 'unknown-format'])
        .nullable()
        .meta({ description: 'Why there is no reach.' }),
}).meta({ id: 'Artifact' });
/** report.json. `schemaVersion` rises with every change that a reader of an older report would misread. */
const report_reportSchema = object({
    schemaVersion: schemas/* literal */.euz(1),
    tool: object({ name: schemas/* literal */.euz('legacy-kernel-gate'), version: schemas/* string */.YjP() }),
    startedAt: iso/* datetime */.w$(),
    durationMs: schemas/* number */.aig(),
    target: object({
        id: schemas/* string */.YjP().meta({ description: 'For example el7 or linux-3.10.' }),
        title: schemas/* string */.YjP(),
        release: schemas/* string */.YjP().meta({ description: 'What uname -r says there.' }),
        glibc: schemas/* string */.YjP().meta({ description: 'Empty for a kernel as such.' }),
    })
        .nullable()
        .meta({ description: 'Null when the target could not be loaded.' }),
    mode: schemas/* enum */.k5n(['enforce', 'audit']).meta({ description: 'audit: the step does not fail on the verdict.' }),
    policy: object({
        path: schemas/* string */.YjP().meta({ description: 'Relative to the workspace; absolute outside of it.' }),
        digest: schemas/* string */.YjP().meta({ description: 'sha256: and 64 hexadecimal digits.' }),
        unused: list(schemas/* string */.YjP()).meta({ description: 'Entries of it that fitted nothing.' }),
    })
        .nullable()
        .meta({ description: 'The policy file; null: there is none, or it was refused.' }),
    verdict: verdictName.meta({ description: 'The worst of the artifacts: fail, inconclusive, warn, pass.' }),
    error: errorSchema.nullable().meta({ description: 'What ended the gate early.' }),
    go: object({ version: schemas/* string */.YjP(), source: schemas/* enum */.k5n(['tool-cache', 'path', 'download']) }).nullable(),
    artifacts: list(artifact),
}).meta({ title: 'legacy-kernel-gate report' });

;// CONCATENATED MODULE: ./src/report/report-json.ts



/** The JSON Schema (draft 2020-12) of report.json. */
function reportJsonSchema() {
    return z.toJSONSchema(reportSchema, {
        target: 'draft-2020-12',
        override: ({ jsonSchema }) => {
            // Marks of our own types that tell a reader of the file nothing.
            delete jsonSchema.readOnly;
            if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER)
                delete jsonSchema.minimum;
            if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER)
                delete jsonSchema.maximum;
        },
    });
}
const HIDDEN_OR_COMMAND = /##(?=\[)/g;
/**
 * The text of report.json: keys in the schema's order, two spaces, and hidden characters (and what a runner's log
 * would read as a command) as JSON escapes, so that printing the file is safe and parsing it loses nothing.
 *
 * `problem` says why the report does not match its own schema; the text is then the report as it came.
 */
function renderReportJson(report) {
    const checked = report_reportSchema.safeParse(report);
    return {
        text: renderInertJson(checked.success ? checked.data : report),
        problem: checked.success ? null : errors/* prettifyError */.S1(checked.error).replaceAll('\n', ' '),
    };
}
/** JSON in the same form, of anything. */
function renderInertJson(value) {
    const text = JSON.stringify(value, null, 2);
    return `${escapeHidden(text, jsonEscape).replace(HIDDEN_OR_COMMAND, '#\\u0023')}\n`;
}
function jsonEscape(character) {
    // Line ends and blanks between tokens are the layout; inside strings JSON.stringify has escaped them already.
    if (character === '\n')
        return character;
    return Array.from({ length: character.length }, (_, unit) => character.charCodeAt(unit))
        .map((code) => `\\u${code.toString(16).padStart(4, '0')}`)
        .join('');
}

;// CONCATENATED MODULE: ./src/report/render-badge.ts


const COLOR = {
    pass: 'brightgreen',
    warn: 'yellow',
    fail: 'red',
    inconclusive: 'lightgrey',
};
/** badge.json as an endpoint of shields.io (https://shields.io/badges/endpoint-badge): the verdict and no more. */
function renderBadge({ verdict, target }) {
    return renderInertJson({
        schemaVersion: 1,
        label: labelOf(target),
        message: verdict,
        color: COLOR[verdict],
    });
}
/** `kernel 3.10 (el7)`; a kernel as such is not named twice. */
function labelOf(target) {
    if (!target)
        return 'old kernel';
    const [version = target.release] = /^\d+\.\d+/.exec(target.release) ?? [];
    const kernel = `kernel ${visibleLine(version, 40)}`;
    return target.id === `linux-${version}` ? kernel : `${kernel} (${visibleLine(target.id, 40)})`;
}

;// CONCATENATED MODULE: ./src/report/checked-rules.ts
const NEED = {
    'canary-missed': 'boot',
    'syscall-required': 'surface',
    'io-uring-used': 'boot',
    'multiplexer-not-epoll': 'boot',
    'epoll-not-seen': 'boot',
    'boot-failed': 'boot',
    'not-ready': 'boot',
    'exercise-failed': 'exercises',
    hung: 'boot',
    'stop-failed': 'boot',
    'trace-incomplete': 'boot',
    'flag-unsupported': 'surface',
    'syscall-probed': 'surface',
    'syscall-reachable': 'code',
    'module-needs-kernel': 'go',
    'dynamically-linked': 'file',
    'glibc-too-new': 'file',
    'abi-note-too-new': 'file',
    'go-floor-too-new': 'go',
    'goamd64-too-high': 'go',
    'cgo-enabled': 'go',
    'build-tag-missing': 'go',
    'go-not-allowed': 'go',
    'build-constraint-wrong': 'source',
};
/** Why a rule that found nothing says nothing: one sentence. Null: it was checked, and nothing is wrong. */
function notChecked(rule, artifact) {
    const { boot, build, evidence, inspection, reach } = artifact;
    const booted = evidence.includes('boot');
    if (!inspection)
        return 'The file could not be read.';
    switch (NEED[rule]) {
        case 'file':
            return null;
        case 'go':
            return inspection.go ? null : 'There is no Go build information in the file.';
        case 'source':
            return build ? null : 'The file was not built here.';
        case 'code':
            return reach ? null : 'The machine code was not read.';
        case 'boot':
            return booted ? null : NOT_SEEN;
        case 'exercises':
            if (!booted || !boot)
                return NOT_SEEN;
            return boot.exercises.length > 0 ? null : 'There was no exercise.';
        case 'surface':
            if (!booted)
                return NOT_SEEN;
            return evidence.includes('surface') ? null : "The target's surface was not, or not surely, enforced.";
    }
}
const NOT_SEEN = 'The program was not seen running.';

;// CONCATENATED MODULE: ./src/report/unjudged.ts

/** All that kept the gate from judging. Never empty for a report whose verdict is inconclusive. */
function unjudgedOf(report) {
    const found = [
        ...(report.error ? [ofError(report.error, null)] : []),
        ...report.artifacts.flatMap(ofArtifact),
    ];
    if (found.length > 0 || report.verdict !== 'inconclusive')
        return found;
    return [unexplained(null, 'Nothing was judged.')];
}
function ofArtifact(artifact) {
    const found = [
        ...(artifact.error ? [ofError(artifact.error, artifact)] : []),
        ...countedFindings(artifact)
            .filter(({ level }) => level === 'inconclusive')
            .map((finding) => ofFinding(finding, artifact)),
    ];
    if (found.length > 0 || artifact.verdict !== 'inconclusive')
        return found;
    return [unexplained(artifact, 'It could not be judged.')];
}
function ofError(error, artifact) {
    const { code, message, hint, places } = error;
    return { artifact, rule: null, code, message, hint, evidence: [], places };
}
function ofFinding({ rule, message, fix, evidence }, artifact) {
    return { artifact, rule, code: rule, message, hint: fix, evidence, places: [] };
}
function unexplained(artifact, message) {
    const hint = 'Look at the log of the step.';
    return { artifact, rule: null, code: 'not-judged', message, hint, evidence: [], places: [] };
}

;// CONCATENATED MODULE: ./src/report/xml-text.ts
/** What XML 1.0 §2.2 does not allow in a document, not even as a reference. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
/** An element with text or with elements that are rendered already. */
function xmlElement(name, attributes, content = []) {
    const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${xmlText(`${value}`)}"`)];
    return content.length === 0 ? `<${head.join(' ')}/>` : `<${head.join(' ')}>${content.join('')}</${name}>`;
}
/** Text for an element or an attribute; a character that XML does not allow becomes U+FFFD. */
function xmlText(text) {
    return text
        .replace(FORBIDDEN, '\ufffd')
        .replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

;// CONCATENATED MODULE: ./src/report/render-junit.ts







const MAX_LINE = 2_000;
/**
 * JUnit XML in the form that Jenkins and GitLab read: one suite for the run itself, then one for each artifact with
 * one case for each rule. A broken rule is a failure, what could not be judged is an error, what was not checked or
 * is ignored by the policy is skipped; a warning or a note passes and says so in system-out.
 */
function renderJunit(report) {
    const unjudged = unjudgedOf(report);
    const suites = [
        runSuite(report, unjudged.filter(({ artifact }) => artifact === null)),
        ...report.artifacts.map((artifact) => artifactSuite(artifact, report, unjudged.filter((each) => each.artifact === artifact))),
    ];
    const all = suites.flatMap(({ cases }) => cases);
    const root = { name: report.tool.name, ...counts(all), time: seconds(report.durationMs) };
    const body = suites.map((suite) => `\n${renderSuite(suite, report)}`);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlElement('testsuites', root, [...body, '\n'])}\n`;
}
function runSuite(report, unjudged) {
    const { tool, target, mode, verdict } = report;
    const out = xmlElement('system-out', {}, [block([overallSentence(report)])]);
    return {
        name: tool.name,
        seconds: 0,
        properties: { verdict, mode, target: target?.id ?? 'unknown', version: tool.version },
        cases: [
            unjudged.length > 0
                ? { name: 'run', outcome: 'error', content: [...errorElement(unjudged), out] }
                : { name: 'run', outcome: 'passed', content: [out] },
        ],
    };
}
function artifactSuite(artifact, report, unjudged) {
    const stopped = unjudged.filter(({ rule }) => rule === null);
    const said = [verdictSentence(artifact, report.target, (name) => name), evidenceSentence(artifact)];
    const out = xmlElement('system-out', {}, [block(said)]);
    const counted = countedFindings(artifact);
    const byLevel = ['error', 'inconclusive', 'warning', 'note'].map((level) => [
        `findings.${level}`,
        counted.filter((finding) => finding.level === level).length,
    ]);
    return {
        name: artifact.name,
        seconds: (artifact.boot?.durationMs ?? 0) / 1_000,
        properties: {
            verdict: artifact.verdict,
            digest: artifact.digest,
            ...Object.fromEntries(byLevel),
            'findings.ignored': artifact.findings.length - counted.length,
        },
        cases: [
            stopped.length > 0
                ? { name: 'judged', outcome: 'error', content: [...errorElement(stopped), out] }
                : { name: 'judged', outcome: 'passed', content: [out] },
            ...rule_ids_RULE_IDS.map((rule) => ruleCase(rule, artifact)),
        ],
    };
}
function ruleCase(rule, artifact) {
    const findings = artifact.findings.filter((finding) => finding.rule === rule);
    const counted = findings.filter(({ ignored }) => ignored === null);
    const ignored = findings.flatMap((finding) => (finding.ignored ? [ignoredSentence(finding.ignored)] : []));
    const broken = counted.filter(({ level }) => level === 'error');
    const unclear = counted.filter(({ level }) => level === 'inconclusive');
    const rest = counted.filter(({ level }) => level === 'warning' || level === 'note');
    const remarks = [...rest.flatMap(remarkLines), ...(counted.length > 0 ? ignored : [])];
    const out = remarks.length > 0 ? [xmlElement('system-out', {}, [block(remarks)])] : [];
    if (broken.length > 0) {
        return { name: rule, outcome: 'failure', content: [...resultElement('failure', broken), ...out] };
    }
    if (unclear.length > 0) {
        return { name: rule, outcome: 'error', content: [...resultElement('error', unclear), ...out] };
    }
    const skip = counted.length > 0 ? null : (ignored[0] ?? notChecked(rule, artifact));
    if (skip === null)
        return { name: rule, outcome: 'passed', content: out };
    return { name: rule, outcome: 'skipped', content: [xmlElement('skipped', { message: render_junit_inert(skip) })] };
}
/** One element, because readers take only the first of a case. */
function resultElement(name, findings) {
    const [first] = findings;
    if (!first)
        return [];
    const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
    const attributes = { type: first.rule, message: `${render_junit_inert(first.message)}${more}` };
    return [xmlElement(name, attributes, [block(findings.flatMap(findingLines))])];
}
function errorElement(unjudged) {
    const [first] = unjudged;
    if (!first)
        return [];
    const lines = unjudged.flatMap(({ message, hint, places }) => [
        message,
        hint,
        ...places.map((place) => `${placeName(place)}: ${place.message}`),
    ]);
    return [xmlElement('error', { type: render_junit_inert(first.code), message: render_junit_inert(first.message) }, [block(lines)])];
}
function findingLines({ message, fix, evidence, help }) {
    return [message, ...(fix ? [`Fix: ${fix}`] : []), ...evidence.map((line) => `  ${line}`), `Rule: ${help}`];
}
function remarkLines(finding) {
    const [first = '', ...others] = findingLines(finding);
    return [`${finding.level}: ${first}`, ...others];
}
function renderSuite({ name, seconds: took, properties, cases }, report) {
    const attributes = {
        name: render_junit_inert(name),
        ...counts(cases),
        time: took.toFixed(3),
        timestamp: report.startedAt.slice(0, 19),
    };
    const classname = `${report.tool.name}.${render_junit_inert(name)}`;
    return xmlElement('testsuite', attributes, [
        '\n',
        xmlElement('properties', {}, Object.entries(properties).map(([key, value]) => xmlElement('property', { name: key, value: render_junit_inert(`${value}`) }))),
        ...cases.map((each) => `\n${xmlElement('testcase', { classname, name: each.name, time: '0.000' }, each.content)}`),
        '\n',
    ]);
}
function counts(cases) {
    const count = (outcome) => cases.filter((each) => each.outcome === outcome).length;
    return {
        tests: cases.length,
        failures: count('failure'),
        errors: count('error'),
        skipped: count('skipped'),
    };
}
function seconds(ms) {
    return (ms / 1_000).toFixed(3);
}
/** Lines of text inside an element, each inert by itself. */
function block(lines) {
    return lines.map((line) => `${line.startsWith('  ') ? '  ' : ''}${xmlText(render_junit_inert(line))}`).join('\n');
}
function render_junit_inert(text) {
    return renderInert(visibleLine(text, MAX_LINE));
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./src/report/finding-place.ts
/**
 * Where a reader looks first: the line that the finding names, the go.mod line of the module to blame, the go.mod that
 * the program is built from, and for a prebuilt file the file itself.
 */
function findingPlace(finding, artifact) {
    return (namedPlace(finding, artifact) ??
        modulePlace(finding, artifact) ??
        goModPlace(artifact) ?? { file: artifact.path, line: 1, column: null });
}
function namedPlace(finding, { build }) {
    const lines = [
        ...(build?.constraints.wrong ?? []),
        ...(build?.demands ?? []).map((demand) => ({ ...demand, column: null })),
    ];
    const named = lines.find(({ file, line }) => hasPlace(finding.message, `${file}:${line}`));
    return named ? { file: named.file, line: named.line, column: named.column } : null;
}
/** Line 1 is not named by `go.mod:12`, nor go.mod by `other/go.mod:1`. */
function hasPlace(message, place) {
    const at = ` ${message}`.indexOf(` ${place}`);
    return at >= 0 && !/^\d/.test(message.slice(at + place.length));
}
function modulePlace(finding, artifact) {
    const lines = artifact.build?.modules ?? [];
    for (const module of modulesOf(finding, artifact)) {
        const found = lines.find((line) => line.module === module);
        if (found)
            return { file: found.file, line: found.line, column: null };
    }
    return null;
}
/** Paths of modules that the finding names, then of those whose code makes a call that it names. */
function modulesOf(finding, { reach }) {
    const names = new Set(finding.subjects.flat());
    const callers = (reach?.syscalls ?? [])
        .filter(({ name }) => names.has(name) || names.has(`syscall:${name}`))
        .flatMap(({ places }) => places)
        .flatMap(({ by, module }) => [by ?? '', module ?? '']);
    return [...names, ...callers].map((name) => name.replace(/@.*$/s, ''));
}
function goModPlace({ build }) {
    const lines = [...(build?.demands ?? []), ...(build?.modules ?? [])];
    const goMod = lines.find(({ file }) => file === 'go.mod' || file.endsWith('/go.mod'));
    return goMod ? { file: goMod.file, line: 1, column: null } : null;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./src/report/sarif-fingerprint.ts

/**
 * What tells a finding from the others of its rule in later runs, too: the things that it speaks of by their first
 * names, never a count, an address or a folder of the machine. Sorted; empty when it speaks of the file as such.
 */
function subjectOf(finding, artifact) {
    const named = finding.subjects.length > 0
        ? finding.subjects.flatMap(([first]) => (first === undefined ? [] : [first]))
        : namedIn(finding.message, artifact);
    return [...new Set(named.map((name) => name.replace(/^\/.*\//s, '')))].sort();
}
/** Things of the report that a message names: exercises, lines of go.mod, libraries. */
function namedIn(message, { boot, build, inspection }) {
    const things = [
        ...(boot?.exercises ?? []).map(({ line }) => [line, line]),
        ...(build?.demands ?? []).map(({ file, line, directive }) => [`${file}:${line}`, `${file} ${directive}`]),
        ...(inspection?.elf.verneed ?? []).map(({ library }) => [library, library]),
    ];
    return things.filter(([text]) => text && message.includes(text)).map(([, name]) => name ?? '');
}
/**
 * Gives each finding its fingerprint: 32 hexadecimal digits of rule, artifact and subject, and which of those alike it
 * is. The form is that of github/codeql-action, `hash:count`.
 */
function createFingerprints() {
    const seen = new Map();
    return (finding, artifact) => {
        const identity = JSON.stringify([finding.rule, artifact.name, subjectOf(finding, artifact)]);
        const count = (seen.get(identity) ?? 0) + 1;
        seen.set(identity, count);
        return `${(0,external_node_crypto_.createHash)('sha256').update(identity).digest('hex').slice(0, 32)}:${count}`;
    };
}

;// CONCATENATED MODULE: ./src/kernel/kernel-version.ts
/** Reads `3.10`, `2.6.32` (as 2.6: the series before 3.0 differ by their third number, kept in `minor` as 6.32) and `5.4.0`. */
function parseKernelVersion(text) {
    const match = /^(\d+)\.(\d+)(?:\.(\d+))?$/.exec(text);
    if (!match)
        return null;
    const [major, minor, patch] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
    return { major, minor: major < 3 ? minor * 1000 + patch : minor };
}
/** Negative when `a` is older. */
function compareKernelVersions(a, b) {
    return a.major - b.major || a.minor - b.minor;
}
/** Does a kernel of release `base` have what came with `since` (null: with all that we look at)? */
function isOld(since, base) {
    return since === null || compareKernelVersions(since, base) <= 0;
}
function renderKernelVersion({ major, minor }) {
    if (major >= 3)
        return `${major}.${minor}`;
    const patch = minor % 1000;
    return `${major}.${Math.floor(minor / 1000)}${patch > 0 ? `.${patch}` : ''}`;
}

;// CONCATENATED MODULE: ./src/judge/rules/abi-note-too-new.ts

/** The system number of Linux in the note. */
const LINUX = 0;
/*
 * Who reads the note: glibc before 2.36, of the libraries that it loads (open_verify in elf/dl-load.c), not of the
 * program that the kernel has started. The C library inside a static program is the one that the note speaks of.
 */
const abiNoteTooNew = {
    id: 'abi-note-too-new',
    title: 'The C library that the file was linked with does not support the target kernel',
    check({ inspection, profile }) {
        const { abiTag, interpreter } = inspection.elf;
        const kernel = abiTag?.os === LINUX ? parseKernelVersion(abiTag.kernel) : null;
        if (abiTag === null || kernel === null || compareKernelVersions(kernel, profile.base) <= 0)
            return [];
        const asks = `${abiTag.kernel} or later; ${profile.title} is ${renderKernelVersion(profile.base)}`;
        const evidence = [`.note.ABI-tag: Linux ${abiTag.kernel}`];
        const fix = 'Build with CGO_ENABLED=0 (Go itself leaves no such note), or link inside an image of the target.';
        if (inspection.static) {
            const message = `The C library inside the static file asks for Linux ${asks}: it ends at its start with "kernel too old", or uses what that kernel lacks.`;
            return [{ level: 'error', message, fix, evidence }];
        }
        const loader = interpreter === null ? 'the loader' : interpreter;
        const message = `The file was linked with a C library for Linux ${asks}. The target's ${loader} starts it all the same, but refuses libraries with such a note.`;
        return [{ level: 'warning', message, fix, evidence }];
    },
};

;// CONCATENATED MODULE: ./src/boot/outcome.ts
/** It ended by itself with the exit code that the user named. */
function endedAsExpected(run, exitCode) {
    const exit = run?.result?.exit;
    return exit?.kind === 'exited' && exit.code === exitCode;
}
/** The program became ready, did all that was asked of it, and ended as it should. */
function didItsJob(run, exitCode) {
    const result = run?.result;
    if (!result || result.startError !== '' || result.timedOut)
        return false;
    if (result.ready.state !== 'ready' || result.exercises.some((exercise) => !exercise.ok))
        return false;
    return result.stop.state === 'exited' ? endedAsExpected(run, exitCode) : stoppedInOrder(result);
}
/** After SIGTERM it ended in time and did not crash; with which exit code is its own affair. */
function stoppedInOrder({ stop, exit }) {
    return stop.state === 'stopped' && (exit?.kind !== 'killed' || exit.signal === 'SIGTERM');
}

;// CONCATENATED MODULE: ./src/judge/failure-cause.ts
/**
 * Calls that an unprivileged process may not make, or not with every argument (man-pages capabilities(7), and the
 * ERRORS sections of each call). Calls that merely hit a file's mode are not here: open(2), mkdir(2) and the like.
 */
const PRIVILEGED = [
    ...['mount', 'umount2', 'pivot_root', 'chroot', 'move_mount', 'open_tree', 'fsopen', 'fsmount', 'fspick'],
    ...['fsconfig', 'mount_setattr', 'statmount', 'listmount', 'quotactl', 'swapon', 'swapoff', 'acct'],
    ...['unshare', 'setns', 'clone', 'clone3', 'sethostname', 'setdomainname', 'reboot', 'syslog', 'vhangup'],
    ...['init_module', 'finit_module', 'delete_module', 'kexec_load', 'kexec_file_load', 'iopl', 'ioperm'],
    ...['bpf', 'perf_event_open', 'userfaultfd', 'fanotify_init', 'open_by_handle_at', 'io_uring_setup'],
    ...[
        'ptrace',
        'process_vm_readv',
        'process_vm_writev',
        'pidfd_getfd',
        'kcmp',
        'process_madvise',
        'move_pages',
    ],
    ...[
        'sched_setscheduler',
        'sched_setattr',
        'sched_setparam',
        'setpriority',
        'ioprio_set',
        'mbind',
        'migrate_pages',
    ],
    ...[
        'setuid',
        'setgid',
        'setreuid',
        'setregid',
        'setresuid',
        'setresgid',
        'setgroups',
        'setfsuid',
        'setfsgid',
    ],
    ...['setuid32', 'setgid32', 'setreuid32', 'setregid32', 'setresuid32', 'setresgid32', 'setgroups32'],
    ...[
        'capset',
        'prctl',
        'seccomp',
        'landlock_restrict_self',
        'socket',
        'bind',
        'setsockopt',
        'setrlimit',
        'prlimit64',
    ],
    ...['mknod', 'mknodat', 'chown', 'fchown', 'lchown', 'fchownat', 'chown32', 'fchown32', 'lchown32'],
    ...['setxattr', 'lsetxattr', 'fsetxattr', 'mlock', 'mlock2', 'mlockall', 'settimeofday', 'clock_settime'],
    // Of /proc/PID/uid_map and the like.
    'write',
    ...['clock_adjtime', 'adjtimex', 'timer_create', 'keyctl', 'add_key', 'request_key', 'personality'],
];
const DENIED = ['EPERM', 'EACCES'];
/** Calls that ask the file system for what tmpfs lacks (mm/shmem.c has no such operation). */
const FILE_SYSTEM = [
    'fallocate',
    'setxattr',
    'lsetxattr',
    'fsetxattr',
    'name_to_handle_at',
    'copy_file_range',
];
const CLONE_IOCTLS = /FICLONE|FIDEDUPERANGE|FS_IOC_/;
/**
 * Only for an artifact that failed without the target's surface too. The control run tells, because nothing is refused
 * there for the kernel's sake; without one the judged run does.
 */
function placeExcuse(facts) {
    const run = facts.control ?? facts.run;
    return rightsExcuse(run, facts.privileged) ?? fileSystemExcuse(run);
}
function rightsExcuse(run, privileged) {
    const denied = usesOf(run).filter((use) => PRIVILEGED.includes(use.name) && failedWith(use, DENIED));
    if (denied.length === 0)
        return null;
    const names = listed(denied);
    return {
        reason: privileged
            ? `It was denied ${names} although it was root inside the engine: that needs rights on the host.`
            : `It was denied ${names}, which an unprivileged user may not do, so this boot says little about the kernel.`,
        fix: privileged
            ? 'No engine gives such rights; try what needs them on a machine of the target, and exercise the rest here.'
            : 'Let it run as root inside the engine: `privileges: root`.',
        evidence: evidenceOf(denied),
    };
}
function fileSystemExcuse(run) {
    const unsupported = usesOf(run).filter((use) => (FILE_SYSTEM.includes(use.name) || (use.name === 'ioctl' && CLONE_IOCTLS.test(use.sample))) &&
        failedWith(use, ['EOPNOTSUPP', 'ENOTSUP']));
    if (unsupported.length === 0)
        return null;
    return {
        reason: `The file system here (tmpfs, where the program may write) does not do ${listed(unsupported)}, so this boot says little about the kernel.`,
        fix: 'Let the program do without it in the exercised path, or try it on a machine of the target.',
        evidence: evidenceOf(unsupported),
    };
}
function usesOf(run) {
    return run?.trace?.programs.flatMap((program) => program.syscalls) ?? [];
}
function failedWith({ errors }, errnos) {
    return errnos.some((errno) => (errors[errno] ?? 0) > 0);
}
function listed(uses) {
    return [...new Set(uses.map(({ name }) => `${name}(2)`))].slice(0, 5).join(', ');
}
function evidenceOf(uses) {
    return uses.slice(0, 5).map(({ name, errors }) => `${name}: ${Object.entries(errors)
        .map(([errno, count]) => `${errno} ${count}×`)
        .join(', ')}`);
}

;// CONCATENATED MODULE: ./src/judge/facts.ts
/** What the artifact's own executable did; null when the trace does not show it. */
function ownProgram(facts) {
    return programOf(facts.run, facts.programPath);
}
function programOf(run, path) {
    return run?.trace?.programs.find((program) => program.path === path) ?? null;
}
/** Programs that the artifact started. */
function childPrograms(facts) {
    return facts.run?.trace?.programs.filter((program) => program.path !== facts.programPath) ?? [];
}
/** Does something that listens make this a service? */
function isService(facts) {
    return facts.run?.trace?.listeners.some((listener) => listener.program === facts.programPath) ?? false;
}
function facts_usesOf(program, names) {
    return program?.syscalls.filter((use) => names.includes(use.name)) ?? [];
}
/** `io_uring_setup: 2 calls, refused 2 times with ENOSYS` */
function renderUse(use) {
    const errors = Object.entries(use.errors).map(([errno, count]) => `${errno} ${count}×`);
    return `${use.name}: ${use.count} call${use.count === 1 ? '' : 's'}${errors.length > 0 ? `, ${errors.join(', ')}` : ''}`;
}
/** Last lines of what the artifact printed, stderr first, for evidence. */
function outputTail(facts, lines = 5) {
    const text = facts.run?.stderr.trim() || facts.run?.stdout.trim() || '';
    return text === ''
        ? []
        : text
            .split('\n')
            .slice(-lines)
            .map((line) => line.slice(0, 300));
}

;// CONCATENATED MODULE: ./src/judge/render-exit.ts
function renderExit(exit) {
    if (!exit)
        return 'ended in a way that is not known';
    if (exit.kind === 'exited')
        return `ended with exit code ${exit.code}`;
    return `was killed by ${exit.signal}${exit.coreDumped ? ' (core dumped)' : ''}`;
}

;// CONCATENATED MODULE: ./src/judge/run-troubles.ts


/** Why nothing can be concluded from the judged run or its trace, one sentence each; empty when both are whole. */
function runTroubles(facts) {
    const { run } = facts;
    if (!run)
        return ['The program could not be run.'];
    const ended = run.result ? [] : ['The engine ended before the agent could report.'];
    return [...run.problems, ...ended, ...traceTroubles(facts)];
}
function traceTroubles(facts) {
    const { trace = null, result = null } = facts.run ?? {};
    if (result?.startError)
        return [];
    if (!trace)
        return ['There is no trace.'];
    const reasons = [];
    if (trace.cut)
        reasons.push('The trace ends in the middle of a line.');
    if (trace.unreadable > 0)
        reasons.push(`${trace.unreadable} lines of the trace could not be read.`);
    if (result && result.traceDropped > 0)
        reasons.push(`The trace was cut: ${result.traceDropped} bytes were dropped.`);
    if (!ownProgram(facts))
        reasons.push('No call of the artifact itself is in the trace.');
    if (trace.roots.length === 0 || trace.roots.some((root) => root.exit === null)) {
        reasons.push('The trace does not show how the program ended: strace ended before it.');
    }
    else if (result && !sameExit(trace.roots[0]?.exit ?? null, result.exit)) {
        reasons.push(`The trace says that the program ${renderExit(trace.roots[0]?.exit ?? null)}, strace itself ${renderExit(result.exit)}.`);
    }
    return reasons;
}
function sameExit(a, b) {
    if (a?.kind === 'exited')
        return b?.kind === 'exited' && a.code === b.code;
    return a?.kind === 'killed' && b?.kind === 'killed' && a.signal === b.signal;
}

;// CONCATENATED MODULE: ./src/judge/outcome.ts


function outcomeOf(facts) {
    const { run, expected } = facts;
    if (!run?.result)
        return 'not-run';
    const control = controlOf(facts);
    if (didItsJob(run, expected.exitCode))
        return control === 'failed' ? 'control-failed' : 'did-job';
    if (control === 'none')
        return 'no-control';
    if (control === 'failed')
        return 'both-failed';
    return runTroubles(facts).length > 0 ? 'unclear' : 'only-surface';
}
/** A control run of which something is missing tells nothing. */
function controlOf({ control, expected }) {
    if (!isUsable(control))
        return 'none';
    return didItsJob(control, expected.exitCode) ? 'worked' : 'failed';
}
function isUsable(run) {
    return run !== null && run.result !== null && run.problems.length === 0;
}

;// CONCATENATED MODULE: ./src/judge/blame.ts


/**
 * Who is at fault for what a rule saw of a failed run, after what the control run did. When only the target's surface
 * makes it fail, `syscall-required` speaks and quotes `seen`, so nothing is left to say here.
 */
function blame(facts, seen) {
    const failures = seen.filter(({ level }) => level === 'error');
    if (failures.length === 0)
        return seen;
    switch (outcomeOf(facts)) {
        case 'only-surface':
            return seen.filter(({ level }) => level !== 'error');
        case 'unclear':
            return failures.map((statement) => ({
                ...statement,
                level: 'inconclusive',
                message: `${statement.message} Without the target's surface it did its job, but this run is not whole.`,
            }));
        case 'no-control':
            return excused(facts, failures, "There is no control run to tell whether the target's kernel is the cause.");
        default:
            return excused(facts, failures, "It fails without the target's surface too: the kernel is not the cause.");
    }
}
function excused(facts, failures, otherwise) {
    const excuse = placeExcuse(facts);
    if (!excuse)
        return failures.map((said) => ({ ...said, message: `${said.message} ${otherwise}` }));
    return failures.map((said) => ({
        level: 'inconclusive',
        message: `${said.message} ${excuse.reason}`,
        fix: excuse.fix,
        evidence: [...excuse.evidence, ...said.evidence].slice(0, 10),
    }));
}

;// CONCATENATED MODULE: ./src/judge/rules/boot-failed.ts




const bootFailed = {
    id: 'boot-failed',
    title: 'The program did not start, crashed, or ended with another exit code than expected',
    check: (facts) => blame(facts, bootFailures(facts)),
};
function bootFailures(facts) {
    const result = facts.run?.result;
    if (!result || result.timedOut)
        return [];
    if (result.startError !== '') {
        return [
            {
                level: 'error',
                message: `The program could not be started: ${result.startError}`,
                fix: 'Check that the file is an executable for this machine and that its interpreter exists in the target.',
                evidence: [],
            },
        ];
    }
    if (result.stop.state !== 'exited' || endedAsExpected(facts.run, facts.expected.exitCode))
        return [];
    // Without the end in the trace it was the tracer that died, and the exit is its own: trace-incomplete tells.
    if (!facts.run?.trace?.roots[0]?.exit)
        return [];
    const early = result.ready.state === 'exited' ? ' before it was ready' : '';
    return [
        {
            level: 'error',
            message: `The program ${renderExit(result.exit)}${early}; expected was exit code ${facts.expected.exitCode}.`,
            fix: 'Read its last output below. Give it what it needs with args and env, or name the right exit-code.',
            evidence: outputTail(facts, 10),
        },
    ];
}

;// CONCATENATED MODULE: ./src/judge/rules/build-constraint-wrong.ts
const buildConstraintWrong = {
    id: 'build-constraint-wrong',
    title: 'A build constraint is misplaced or malformed, so Go reads it otherwise than it is meant',
    check({ source }) {
        const { wrong, trouble } = source?.constraints ?? { wrong: [], trouble: null };
        const places = wrong.map(({ file, line, message }) => `${file}:${line}: ${message}`);
        const more = wrong.length > 1 ? ` (and ${wrong.length - 1} more)` : '';
        return [
            ...(places.length === 0
                ? []
                : [
                    {
                        level: 'warning',
                        message: `go vet says that a build constraint is wrong: ${places[0]}${more}.`,
                        fix: 'Put one //go:build line before the package clause, with an empty line after it. Until then the file is in the build, or out of it, against what it says.',
                        evidence: places.slice(0, 10),
                        subjects: wrong.map(({ file }) => [file]),
                    },
                ]),
            ...(trouble === null
                ? []
                : [
                    {
                        level: 'note',
                        message: `The build constraints were not checked: go vet could not run: ${trouble}`,
                        fix: 'Run go vet -buildtag ./... with the same tags, and correct what it reports.',
                        evidence: [],
                    },
                ]),
        ];
    },
};

;// CONCATENATED MODULE: ./src/judge/rules/build-tag-missing.ts
const buildTagMissing = {
    id: 'build-tag-missing',
    title: 'The file was built without netgo or osusergo',
    check({ inspection, expected }) {
        const settings = inspection.go?.settings;
        // Before Go 1.18 the file does not tell its settings.
        if (!settings || settings.CGO_ENABLED === undefined)
            return [];
        const tags = (settings['-tags'] ?? '').split(',');
        const missing = expected.tags.filter((tag) => !tags.includes(tag));
        if (missing.length === 0)
            return [];
        const harmless = settings.CGO_ENABLED === '0' || inspection.static;
        return [
            {
                level: harmless ? 'note' : 'warning',
                message: `The file was built without the tag${missing.length > 1 ? 's' : ''} ${missing.join(', ')}.`,
                fix: harmless
                    ? 'Nothing is wrong now: no C library is linked in. The tags keep it so when cgo is on.'
                    : 'Build with -tags netgo,osusergo, so that names and users are looked up without glibc.',
                evidence: [],
            },
        ];
    },
};

;// CONCATENATED MODULE: ./src/kernel/surface-id.ts
const UNAME = 'uname';
function syscallId(name) {
    return `syscall:${name}`;
}
/** `option`: a name, or a value in hexadecimal. */
function optionId(space, option) {
    return `option:${space}/${option}`;
}
function pathId(pattern) {
    return `path:${pattern}`;
}
function contentId(path) {
    return `content:${path}`;
}
const FORM = /^(?:syscall:(\w+)|option:([a-z0-9-]+)\/(.+)|path:(\/.*)|(uname)|content:(\/.*))$/;
/** @throws RangeError when it is none. */
function parseSurfaceId(id) {
    const [, syscall, space, option = '', pattern, uname, content] = FORM.exec(id) ?? [];
    if (syscall !== undefined)
        return { kind: 'syscall', name: syscall };
    if (space !== undefined)
        return { kind: 'option', space, name: option };
    if (pattern !== undefined)
        return { kind: 'path', pattern };
    if (uname !== undefined)
        return { kind: 'uname' };
    if (content !== undefined)
        return { kind: 'content', path: content };
    throw new RangeError(`"${id}" names nothing that a kernel may lack`);
}
/** Where a program reads which kernel it runs on. */
const KERNEL_NAMES = [
    UNAME,
    contentId('/proc/sys/kernel/osrelease'),
    contentId('/proc/version'),
];
/** Does it stand for the words in which a kernel names itself? */
function isKernelName(id) {
    return KERNEL_NAMES.includes(id);
}

;// CONCATENATED MODULE: ./src/surface/surface-uses.ts

const NO_SYSCALL = { kind: 'refused', errno: 'ENOSYS' };
const NO_PATH = { kind: 'refused', errno: 'ENOENT' };
/**
 * What of all that a program did the kernel lacks: calls, options and paths, in this order.
 * @param architectures whose tables count: of the artifact for itself, all of the profile for a program of unknown kind
 */
function surfaceUses(program, profile, ...architectures) {
    const uses = [
        ...program.syscalls
            .filter(({ name }) => !architectures.some((each) => profile.syscalls[each].has(name)))
            .map((use) => syscallUse(use, program.path)),
        ...program.options.flatMap((use) => optionUse(use, profile, program.path)),
        ...program.paths.flatMap((use) => pathUse(use, profile, program.path)),
    ];
    const merged = new Map();
    for (const use of uses) {
        const before = merged.get(use.id);
        merged.set(use.id, before ? { ...add(before, use), leaked: before.leaked + use.leaked } : use);
    }
    return [...merged.values()];
}
/** `/proc/thread-self/**` → `/proc/thread-self` */
function pathLabel(pattern) {
    return pattern.replace(/\/\*\*$/, '');
}
function syscallUse(use, program) {
    const { name } = use;
    // The filter decides before the kernel looks at anything, so any other answer came from the host's kernel.
    const leaked = use.succeeded + sum(use.errors) - (use.errors.ENOSYS ?? 0);
    return { ...tally(use), id: syscallId(name), label: `${name}(2)`, program, absence: NO_SYSCALL, leaked };
}
function optionUse(use, { spaces }, program) {
    const offered = spaces.find(({ space }) => space.id === use.space);
    const absence = offered && absenceOf(offered, use.option);
    if (!absence)
        return [];
    return [
        {
            ...tally(use),
            id: optionId(use.space, use.option),
            // A number of its own (copy_file_range's flags) says nothing to a reader.
            label: /^\d+$/.test(use.option) ? `${use.syscall}(2)` : `${use.syscall}(${use.option})`,
            program,
            absence,
            leaked: absence.kind === 'refused' ? use.succeeded : 0,
        },
    ];
}
/** Null when the kernel has the option, or when it is none of our business. */
function absenceOf({ space, offered, absences }, option) {
    if (offered.has(option))
        return null;
    const named = space.options.some(({ name }) => name === option);
    if (!named && space.unlisted === 'offered')
        return null;
    return absences.get(option) ?? space.absence;
}
function pathUse(use, { absentPaths }, program) {
    const { pattern } = use;
    if (!absentPaths.some((absent) => absent.pattern === pattern))
        return [];
    return [
        {
            ...tally(use),
            id: pathId(pattern),
            label: pathLabel(pattern),
            program,
            absence: NO_PATH,
            leaked: use.succeeded,
        },
    ];
}
function tally({ count, succeeded, errors, firstLine, sample }) {
    return { count, succeeded, errors, firstLine, sample };
}
function add(a, b) {
    const errors = { ...a.errors };
    for (const [errno, count] of Object.entries(b.errors))
        errors[errno] = (errors[errno] ?? 0) + count;
    const first = a.firstLine <= b.firstLine ? a : b;
    return { ...first, count: a.count + b.count, succeeded: a.succeeded + b.succeeded, errors };
}
function sum(errors) {
    return Object.values(errors).reduce((total, count) => total + count, 0);
}

;// CONCATENATED MODULE: ./src/kernel/csv.ts
/** What is wrong with one of the project's data files, and where: `options.csv:12:7: …`. */
class CsvError extends SyntaxError {
    constructor(name, line, column, what) {
        super(`${name}:${line}:${column}: ${what}`);
        this.name = 'CsvError';
    }
}
/**
 * Reads comma separated values with a header. A cell may stand in double quotes ("" is one quote); no cell has a line
 * end. Empty lines and lines that begin with # are skipped.
 * @throws CsvError when a row has another number of cells than the header or a quote is not closed.
 */
function parseCsv(name, text) {
    const lines = text.split('\n').map((line, i) => ({ line: i + 1, text: line.replace(/\r$/, '') }));
    const [header, ...rest] = lines.filter(({ text }) => text !== '' && !text.startsWith('#'));
    if (!header)
        throw new CsvError(name, 1, 1, 'the file has no header');
    const columns = cellsOf(name, header.line, header.text).map(({ text }) => text);
    const twice = columns.find((column, i) => columns.indexOf(column) !== i);
    if (twice !== undefined)
        throw new CsvError(name, header.line, 1, `the column "${twice}" is there twice`);
    const rows = rest.map(({ line, text }) => {
        const cells = cellsOf(name, line, text);
        if (cells.length !== columns.length) {
            throw new CsvError(name, line, 1, `${cells.length} cells, but the header has ${columns.length}`);
        }
        return { line, cells: new Map(cells.map((cell, i) => [columns[i] ?? '', cell])) };
    });
    return { name, columns, rows };
}
function cellsOf(name, line, text) {
    if (!text.includes('"'))
        return plainCells(text);
    const cells = [];
    let at = 0;
    for (;;) {
        const match = /^(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/.exec(text.slice(at));
        if (!match)
            throw new CsvError(name, line, at + 1, 'a quote is out of place or not closed');
        cells.push({ text: match[1]?.replaceAll('""', '"') ?? match[2] ?? '', column: at + 1 });
        at += match[0].length;
        if (at >= text.length)
            return cells;
        at += 1;
    }
}
function plainCells(text) {
    let column = 1;
    return text.split(',').map((cell) => {
        const place = column;
        column += cell.length + 1;
        return { text: cell, column: place };
    });
}
/** The cell of a row. @throws CsvError when the file has no such column, or when the text is not as it must be. */
function cellOf(table, row, column, form, what) {
    const cell = row.cells.get(column);
    if (!cell)
        throw new CsvError(table.name, 1, 1, `the column "${column}" is missing`);
    if (!form.test(cell.text)) {
        throw new CsvError(table.name, row.line, cell.column, `"${cell.text}" in column ${column} is not ${what}`);
    }
    return cell.text;
}
/** A CsvError that points at a cell. */
function cellError(table, row, column, what) {
    return new CsvError(table.name, row.line, row.cells.get(column)?.column ?? 1, what);
}

;// CONCATENATED MODULE: ./src/kernel/version-cell.ts

/** A release in a data file: `3.10`, `2.6.32`. */
const GIVEN_VERSION_CELL = /^\d+\.\d+(\.\d+)?$/;
/** The same or empty. */
const VERSION_CELL = /^(\d+\.\d+(\.\d+)?)?$/;
function parseOptionalVersion(text) {
    return text ? parseKernelVersion(text) : null;
}

;// CONCATENATED MODULE: ./src/kernel/syscall-table.ts


const ARCHITECTURES = ['x86_64', 'arm64', 'i386'];
const FIXED = ['name', ...ARCHITECTURES, 'introduced', 'introduced_i386'];
/** Parses data/syscalls.csv. @throws CsvError with line and column */
function parseSyscallTable(csv) {
    const table = parseCsv('syscalls.csv', csv);
    const syscalls = table.rows.map((row) => syscallOf(table, row));
    checkUnique(table, syscalls);
    return syscalls;
}
function syscallOf(table, row) {
    const version = (column) => cellOf(table, row, column, VERSION_CELL, 'a kernel release such as 3.10');
    const introduced = version('introduced') || null;
    const introducedI386 = version('introduced_i386') || introduced;
    return {
        name: cellOf(table, row, 'name', /^\w+$/, 'the name of a syscall'),
        number: {
            x86_64: numberOf(table, row, 'x86_64'),
            arm64: numberOf(table, row, 'arm64'),
            i386: numberOf(table, row, 'i386'),
        },
        introduced,
        introducedI386,
        tables: new Map(table.columns
            .filter((column) => !FIXED.includes(column))
            .map((column) => [column, cellOf(table, row, column, /^(yes|no|)$/, 'yes, no or empty')])
            .filter(([, cell]) => cell !== '')
            .map(([column, cell]) => [column, cell === 'yes'])),
    };
}
function numberOf(table, row, column) {
    const text = cellOf(table, row, column, /^\d*$/, 'a number');
    return text === '' ? null : Number(text);
}
function checkUnique(table, syscalls) {
    for (const key of ['name', ...ARCHITECTURES]) {
        const seen = new Map();
        syscalls.forEach((syscall, i) => {
            const value = key === 'name' ? syscall.name : syscall.number[key];
            if (value === null)
                return;
            const other = seen.get(value);
            const row = table.rows[i];
            if (other !== undefined && row)
                throw cellError(table, row, key, `${key} ${value} is ${other}'s already`);
            seen.set(value, syscall.name);
        });
    }
}
/** First mainline release in which an architecture has the call; null when none ever had. */
function introducedOn(syscall, architecture) {
    return parseOptionalVersion(architecture === 'i386' ? syscall.introducedI386 : syscall.introduced);
}
/** Number to name on one architecture. */
function namesByNumber(table, architecture) {
    const pairs = table.map((syscall) => [syscall.number[architecture], syscall.name]);
    return new Map(pairs.filter((pair) => pair[0] !== null));
}

;// CONCATENATED MODULE: ./src/judge/since.ts



const ALWAYS = { kind: 'always' };
const UNKNOWN = { kind: 'unknown' };
/** @throws RangeError for an id that names nothing */
function sinceOf(id, model, architecture) {
    const thing = parseSurfaceId(id);
    switch (thing.kind) {
        case 'syscall': {
            const syscall = model.syscalls.find(({ name }) => name === thing.name);
            return known(syscall ? introducedOn(syscall, architecture) : null, UNKNOWN);
        }
        case 'uname':
        case 'content':
            return ALWAYS;
        case 'path':
            return known(model.paths.find(({ pattern }) => pattern === thing.pattern)?.since ?? null, ALWAYS);
        case 'option': {
            const space = model.spaces.find(({ id: spaceId }) => spaceId === thing.space);
            const option = space?.options.find(({ name }) => name === thing.name);
            if (option)
                return known(option.since, ALWAYS);
            return space?.unlisted === 'absent' ? UNKNOWN : ALWAYS;
        }
    }
}
function known(version, otherwise) {
    return version ? { kind: 'known', version } : otherwise;
}
/** `5.6`, or null where no release is known. */
function renderSince(since) {
    return since.kind === 'known' ? renderKernelVersion(since.version) : null;
}

;// CONCATENATED MODULE: ./src/judge/surface-account.ts



function surfaceAccount(facts) {
    const missing = missingUses(facts, facts.run);
    const leaked = missing.filter((use) => use.leaked > 0);
    return {
        outcome: outcomeOf(facts),
        control: controlOf(facts),
        refused: missing.filter(isRefused).map((use) => ({ ...use, state: stateOf(use.id, facts) })),
        ignored: missing.filter(isIgnored),
        leaked,
        held: enforcementGaps(facts).length === 0 && canaryHeld(facts) && leaked.length === 0,
    };
}
/** What a run's programs asked for that the target does not have. */
function missingUses(facts, run) {
    const { profile, architecture, model, programPath } = facts;
    const programs = run?.trace?.programs ?? [];
    return programs
        .flatMap((program) => {
        const byChild = program.path !== programPath;
        // A child may be built for another architecture than the artifact, and the trace does not tell.
        const architectures = byChild ? profile.architectures : [architecture];
        return surfaceUses(program, profile, ...architectures).map((use) => ({
            ...use,
            since: renderSince(sinceOf(use.id, model, architecture)),
            byChild,
        }));
    })
        .sort((a, b) => Number(a.byChild) - Number(b.byChild) || a.firstLine - b.firstLine);
}
/** Why the surface was not, or not wholly, enforced in the judged run; empty when it was. */
function enforcementGaps({ run }) {
    const surface = run?.result?.surface;
    if (!surface)
        return ["The target's surface was not enforced in this run."];
    const installed = surface.installed ? [] : ['The filter could not be installed for every program.'];
    const supervised = surface.supervised
        ? []
        : ['Paths, structures in memory and the answer of uname(2) were left as the host gives them.'];
    return [...installed, ...supervised, ...surface.gaps];
}
/** A canary that was asked nothing proves nothing. */
function canaryHeld({ canary }) {
    return canary?.held === true && canary.misses.length === 0 && canary.tried.length > 0;
}
/** With these this kernel says that it honours the option (MAP_FIXED_NOREPLACE: EEXIST) or refuses it (EINVAL). */
const OPTION_ERRNOS = ['EINVAL', 'EEXIST'];
/** It worked here, or failed for the option's sake; a call that failed for another reason tells nothing. */
function isIgnored({ absence, succeeded, errors }) {
    return (absence.kind === 'ignored' && (succeeded > 0 || OPTION_ERRNOS.some((errno) => (errors[errno] ?? 0) > 0)));
}
function isRefused({ absence, errors, leaked, succeeded }) {
    const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
    return absence.kind === 'refused' && failed > leaked - succeeded;
}
function stateOf(id, facts) {
    const outcome = outcomeOf(facts);
    if (outcome === 'did-job' || outcome === 'control-failed')
        return 'probed';
    const { culprits = [] } = facts.attribution ?? {};
    if (outcome !== 'only-surface' || culprits.length === 0)
        return 'unknown';
    return culprits.includes(id) ? 'required' : 'probed';
}
/** `openat2(2): 3 calls, ENOSYS 3×, since Linux 5.6 (by /bin/sh)` */
function renderMissing({ label, count, errors, since, byChild, program }) {
    const answers = Object.entries(errors).map(([errno, times]) => `, ${errno} ${times}×`);
    const age = since ? `, since Linux ${since}` : ', newer than every release that we know';
    return `${label}: ${count} call${count === 1 ? '' : 's'}${answers.join('')}${age}${byChild ? ` (by ${program})` : ''}`;
}
/** Every one of these calls was refused, and the program does not fail for it. */
function canDoWithout(facts, uses) {
    if (uses.some((use) => use.succeeded > 0))
        return false;
    const outcome = outcomeOf(facts);
    return outcome === 'both-failed' || uses.every(({ name }) => stateOf(`syscall:${name}`, facts) === 'probed');
}

;// CONCATENATED MODULE: ./src/judge/rules/canary-missed.ts

const canaryMissed = {
    id: 'canary-missed',
    title: "The target's surface was not seen to hold, so the run does not show what happens on that kernel",
    check(facts) {
        // A run without a result is trace-incomplete's.
        if (!facts.run?.result)
            return [];
        return [...notHeld(facts), ...leaks(facts), ...partly(facts)];
    },
};
function notHeld(facts) {
    const { run, canary, profile, architecture } = facts;
    const reasons = [
        ...(profile.syscalls[architecture].size > 0
            ? []
            : [`${profile.title} does not exist for ${architecture}.`]),
        ...(run?.result?.surface?.installed ? [] : enforcementGaps(facts).slice(0, 1)),
        ...(canaryHeld(facts) ? [] : canaryReasons(canary)),
    ];
    if (reasons.length === 0)
        return [];
    return [
        {
            level: 'inconclusive',
            message: `It was not seen that calls which ${profile.title} lacks are refused here: ${reasons[0]}`,
            fix: 'The kernel of this machine must have seccomp with user notification (Linux 5.5 or later), and the engine must allow it. Try another engine or runner.',
            evidence: [...reasons.slice(1), ...(run?.result?.surface?.gaps ?? [])].slice(0, 10),
        },
    ];
}
function canaryReasons(canary) {
    if (!canary)
        return ['No canary was run in this engine.'];
    if (canary.misses.length > 0)
        return [...canary.misses];
    return [canary.tried.length > 0 ? 'The canary did not hold.' : 'The canary had nothing to try.'];
}
/** Whatever the canary said: something went through that the target refuses. */
function leaks(facts) {
    const { leaked } = surfaceAccount(facts);
    if (leaked.length === 0)
        return [];
    const names = leaked.slice(0, 5).map(({ label }) => label);
    return [
        {
            level: 'inconclusive',
            message: `${names.join(', ')} went through here, while ${facts.profile.title} refuses it: the run does not show what happens there.`,
            fix: "If the surface was not wholly enforced, try another engine or runner; otherwise it is the gate's fault: report it with the trace.",
            evidence: leaked.flatMap((use) => [renderMissing(use), use.sample]).slice(0, 10),
        },
    ];
}
function partly(facts) {
    const gaps = enforcementGaps(facts);
    if (gaps.length === 0 || !facts.run?.result?.surface?.installed)
        return [];
    return [
        {
            level: 'warning',
            message: `Not all of the surface of ${facts.profile.title} was enforced: ${gaps[0]}`,
            fix: 'Run the gate where the host kernel is 5.5 or later, so that these calls are judged too.',
            evidence: gaps.slice(1, 11),
        },
    ];
}

;// CONCATENATED MODULE: ./src/judge/rules/cgo-enabled.ts
const cgoEnabled = {
    id: 'cgo-enabled',
    title: 'The file was built with cgo enabled',
    check({ inspection }) {
        if (inspection.go?.settings.CGO_ENABLED !== '1')
            return [];
        return [
            {
                level: inspection.static ? 'note' : 'warning',
                message: `The file was built with CGO_ENABLED=1${inspection.static ? ', yet is static' : ''}.`,
                fix: 'Build with CGO_ENABLED=0 unless C code is needed.',
                evidence: [],
            },
        ];
    },
};

;// CONCATENATED MODULE: ./src/judge/rules/dynamically-linked.ts
/** Loaders of glibc, by machine (SYSDEP_KNOWN_INTERPRETER_NAMES and shlib-versions of glibc 2.17). */
const GLIBC_LOADERS = {
    x86_64: ['/lib64/ld-linux-x86-64.so.2'],
    i386: ['/lib/ld-linux.so.2'],
    aarch64: ['/lib/ld-linux-aarch64.so.1'],
    ppc64: ['/lib64/ld64.so.1', '/lib64/ld64.so.2'],
    ppc64le: ['/lib64/ld64.so.2'],
    s390x: ['/lib/ld64.so.1'],
};
/** Libraries of the packages glibc and libgcc, which every such system has. */
const BASE_LIBRARIES = /^(ld-linux.*\.so\.\d|libc\.so\.6|libpthread\.so\.0|libdl\.so\.2|librt\.so\.1|libm\.so\.6|libresolv\.so\.2|libutil\.so\.1|libnsl\.so\.1|libcrypt\.so\.1|libgcc_s\.so\.1)$/;
const dynamicallyLinked = {
    id: 'dynamically-linked',
    title: 'The file needs a loader and libraries of the target',
    check(facts) {
        const { inspection, profile } = facts;
        if (inspection.static)
            return [];
        const { interpreter, needed, runpath, machine } = inspection.elf;
        const evidence = [
            `interpreter: ${interpreter ?? 'none'}`,
            ...(runpath.length > 0 ? [`runpath: ${runpath.join(':')}`] : []),
            ...needed.map((library) => `needed: ${library}`),
        ].slice(0, 10);
        if (isForeignLoader(facts)) {
            const message = `The file needs the loader ${interpreter}, which ${profile.title} does not have for ${machine}.`;
            return [{ level: 'error', message, fix: 'Build with CGO_ENABLED=0, or link against glibc.', evidence }];
        }
        return [
            {
                level: 'warning',
                message: needed.length === 0 ? loaderOnly(facts) : librariesToo(facts),
                fix: 'Build with CGO_ENABLED=0 (tags netgo,osusergo), or build inside an image of the target.',
                evidence,
            },
        ];
    },
};
/** A kernel as such (linux-3.10) tells nothing of the userland, so no loader is foreign to it. */
function isForeignLoader({ inspection: { elf }, expected, profile }) {
    if (elf.interpreter === null || expected.glibc === '')
        return false;
    // From EL7 on /lib64 is a link to /usr/lib64.
    const merged = /^el([7-9]|\d\d)/.test(profile.id);
    const path = merged ? elf.interpreter.replace(/^\/usr(?=\/lib)/, '') : elf.interpreter;
    return !(GLIBC_LOADERS[elf.machine] ?? []).includes(path);
}
function loaderOnly({ inspection: { elf } }) {
    return `The file needs no library, yet asks for the loader ${elf.interpreter}: it is position-independent (-buildmode=pie).`;
}
function librariesToo({ inspection: { elf } }) {
    const foreign = elf.needed.filter((library) => !BASE_LIBRARIES.test(library));
    const more = foreign.length > 0 ? `, and ${foreign.join(', ')} are not in every such system` : '';
    const small = elf.machine === 'i386'
        ? ' It is an i386 program: an x86-64 system has those only when glibc.i686 is installed.'
        : '';
    return `The file is dynamically linked: it runs on the target's libraries${more}.${small}`;
}

;// CONCATENATED MODULE: ./src/judge/rules/epoll-not-seen.ts

const epollNotSeen = {
    id: 'epoll-not-seen',
    title: 'A service listens, but no epoll call was seen',
    check(facts) {
        if (!isService(facts))
            return [];
        const seen = ownProgram(facts)?.syscalls.some((use) => use.name.startsWith('epoll_') && use.succeeded > 0);
        if (seen)
            return [];
        return [
            {
                level: 'warning',
                message: 'The program listens, yet no epoll call of it was seen.',
                fix: "A Go service waits with epoll. Check that the right program was traced and that it does not bypass Go's net package.",
                evidence: [],
            },
        ];
    },
};

;// CONCATENATED MODULE: ./src/judge/rules/exercise-failed.ts


const exerciseFailed = {
    id: 'exercise-failed',
    title: 'An exercise did not get the expected answer',
    check: (facts) => blame(facts, exerciseFailures(facts)),
};
function exerciseFailures(facts) {
    const failed = facts.run?.result?.exercises.filter((exercise) => !exercise.ok) ?? [];
    return failed.slice(0, 20).map((exercise) => ({
        level: 'error',
        message: `Exercise "${exercise.line}" failed: ${exercise.detail}.`,
        fix: "Read the program's output; if the expectation is wrong, correct the exercise.",
        evidence: outputTail(facts),
    }));
}

;// CONCATENATED MODULE: ./src/judge/label.ts


/** For people, of a thing that no use in the trace explains: `openat2(2)`, `PR_SET_VMA`, `what /proc/version says`. */
function label_labelOf(id) {
    const thing = parseSurfaceId(id);
    switch (thing.kind) {
        case 'syscall':
            return `${thing.name}(2)`;
        case 'option':
            return thing.name;
        case 'path':
            return pathLabel(thing.pattern);
        case 'content':
            return `what ${thing.path} says on a newer kernel`;
        case 'uname':
            return "the host's own kernel release (uname(2))";
    }
}
/** As a user writes it: `openat2` for `openat2(2)`. */
function bareLabel(label) {
    return label.replace(/\(2\)$/, '');
}

;// CONCATENATED MODULE: ./src/judge/silent-effects.ts
/**
 * What happens instead on a kernel that silently ignores an option (by the option's name). Measured on 3.10.0-1160 and
 * 3.10.108, or from man-pages.
 */
const EFFECTS = {
    CLONE_PIDFD: 'no descriptor is made and the variable for it keeps its value (0 is standard input)',
    CLONE_NEWCGROUP: 'the child stays in the cgroup namespace of its parent',
    MAP_FIXED_NOREPLACE: 'the address is a mere hint, and the mapping may land somewhere else',
    MAP_SYNC: 'the mapping is not synchronous, so a flush is not durable',
    MS_LAZYTIME: 'time stamps are written at once',
    MSG_ZEROCOPY: 'the data are copied and no completion ever comes',
    EPOLLEXCLUSIVE: 'an event wakes every waiter, not one',
    IN_MASK_CREATE: 'an existing watch is replaced, not refused',
    O_TMPFILE: 'a named file or a directory is opened, not an unnamed file',
    __O_TMPFILE: 'a named file is made, not an unnamed one',
    'O_CREAT|O_DIRECTORY': 'a plain file is made and stays',
    RWF_NOWAIT: 'the call blocks',
    SO_PEEK_OFF: 'peeking always starts at the first byte',
};
const OTHERWISE = 'the call goes on as if it had not been named';
function silentEffect(optionName) {
    return EFFECTS[optionName] ?? OTHERWISE;
}

;// CONCATENATED MODULE: ./src/judge/rules/flag-unsupported.ts



/** Programs of the system: on the target its own builds run, which may not ask for the same. */
const SYSTEM_PROGRAM = /^\/(?:usr\/)?(?:s?bin|lib(?:64|exec)?)\//;
const flagUnsupported = {
    id: 'flag-unsupported',
    title: 'An option was used that the target kernel silently ignores',
    check: (facts) => surfaceAccount(facts)
        .ignored.slice(0, 20)
        .map((use) => statement(facts, use)),
};
function statement({ profile }, use) {
    const name = use.id.slice(use.id.indexOf('/') + 1);
    const ofSystem = use.byChild && SYSTEM_PROGRAM.test(use.program);
    const by = use.byChild ? ` by ${use.program}` : '';
    return {
        level: ofSystem ? 'note' : 'warning',
        message: `${use.label} was used${by}. ${profile.title} takes it without an error, and ${silentEffect(name)}; the kernel that ran it here knows the option.`,
        fix: ofSystem
            ? 'On the target another build of that program runs; check that one.'
            : 'No refusal can show this: check what the program does when the option has no effect, or try it on a machine of the target.',
        evidence: [renderMissing(use), use.sample],
        subjects: [[bareLabel(use.label), name]],
    };
}

;// CONCATENATED MODULE: ./src/inspect/glibc.ts
/** GLIBC_2.17, GLIBC_2.2.5; not GLIBC_PRIVATE, GLIBC_ABI_DT_RELR or GLIBCXX_3.4. */
const GLIBC_VERSION = /^GLIBC_(\d{1,9}(?:\.\d{1,9})+)$/;
/** Compares dotted numbers part by part, a missing part being 0: negative when `a` is the older one. */
function compareVersions(a, b) {
    const left = a.split('.').map(Number);
    const right = b.split('.').map(Number);
    for (let index = 0; index < Math.max(left.length, right.length); index++) {
        const difference = (left[index] ?? 0) - (right[index] ?? 0);
        if (difference !== 0)
            return difference;
    }
    return 0;
}
/** The glibc release that a symbol version names, for example `2.34`; null when it names none. */
function glibcVersion(symbolVersion) {
    return GLIBC_VERSION.exec(symbolVersion)?.[1] ?? null;
}
/** The oldest glibc that has every symbol version of the file, for example `2.34`; null when it needs none. */
function minGlibc(verneed) {
    return verneed
        .flatMap(({ versions }) => versions)
        .reduce((highest, symbolVersion) => {
        const version = glibcVersion(symbolVersion);
        if (version === null)
            return highest;
        return highest === null || compareVersions(version, highest) > 0 ? version : highest;
    }, null);
}

;// CONCATENATED MODULE: ./src/judge/gcc-runtime.ts

/**
 * By the el family's major release. Which gcc has which version: "ABI Policy and Guidelines" of the libstdc++ manual;
 * that EL7's libstdc++ is 6.0.19, with GLIBCXX_3.4.19 and CXXABI_1.3.7: EOSIO/eosio.cdt issue 252.
 */
const RUNTIMES = {
    el7: { gcc: '4.8.5', highest: { GLIBCXX: '3.4.19', CXXABI: '1.3.7', GCC: '4.8.0' } },
    el8: { gcc: '8.5', highest: { GLIBCXX: '3.4.25', CXXABI: '1.3.11', GCC: '7.0.0' } },
    el9: { gcc: '11', highest: { GLIBCXX: '3.4.29', CXXABI: '1.3.13', GCC: '7.0.0' } },
};
/** `GLIBCXX_3.4.21`, `CXXABI_1.3.8`, `GCC_7.0.0`; not `CXXABI_TM_1`. */
const RUNTIME_VERSION = /^(GLIBCXX|CXXABI|GCC)_(\d{1,9}(?:\.\d{1,9})*)$/;
const LIBRARIES = ['libstdc++.so.6', 'libgcc_s.so.1'];
/** Null when nothing is missing, or the target's gcc is not known. Weak versions do not count. */
function missingRuntime(verneed, profile) {
    const runtime = RUNTIMES[/^el\d+/.exec(profile.id)?.[0] ?? ''];
    if (runtime === undefined)
        return null;
    const missing = verneed
        .filter(({ library }) => LIBRARIES.includes(library))
        .flatMap(({ library, versions }) => versions.filter((version) => isAbove(version, runtime)).map((version) => ({ library, version })));
    return missing.length === 0 ? null : { gcc: runtime.gcc, missing };
}
function isAbove(symbolVersion, { highest }) {
    const [, name = '', number = ''] = RUNTIME_VERSION.exec(symbolVersion) ?? [];
    const limit = highest[name];
    return limit !== undefined && compareVersions(number, limit) > 0;
}

;// CONCATENATED MODULE: ./src/judge/lowest-glibc.ts

/** The first glibc that relocates DT_RELR, and the first with a marker version `GLIBC_ABI_…` (NEWS of 2.36). */
const FIRST_MARKER = '2.36';
/** Marker versions without a number: `GLIBC_ABI_DT_RELR`, `GLIBC_ABI_GNU2_TLS`, … */
function isGlibcMarker(symbolVersion) {
    return symbolVersion.startsWith('GLIBC_ABI_');
}
/** Does a glibc lack a marker version? Of the later ones only this is told: no glibc before 2.36 has any. */
function lacksMarkers(glibc) {
    return compareVersions(glibc, FIRST_MARKER) < 0;
}
/** The oldest glibc that starts the file, with its symbol versions and relocations: `2.34`; null when it needs none. */
function lowestGlibc({ elf, minGlibc }) {
    const marked = elf.relr || elf.verneed.some(({ versions }) => versions.some(isGlibcMarker));
    if (!marked)
        return minGlibc;
    return minGlibc !== null && compareVersions(minGlibc, FIRST_MARKER) > 0 ? minGlibc : FIRST_MARKER;
}

;// CONCATENATED MODULE: ./src/judge/rules/glibc-too-new.ts



const glibcTooNew = {
    id: 'glibc-too-new',
    title: "The file needs a newer glibc, libstdc++ or libgcc than the target's",
    check: (facts) => [...glibcStatements(facts), ...runtimeStatements(facts)],
};
function glibcStatements({ inspection, expected, profile }) {
    // A kernel as such (linux-3.10) tells nothing of the userland.
    if (expected.glibc === '')
        return [];
    const tooNew = inspection.elf.verneed.flatMap(({ library, versions }) => versions
        .filter((version) => isTooNew(version, expected.glibc))
        .map((version) => notFound(library, version)));
    const relr = inspection.elf.relr && lacksMarkers(expected.glibc)
        ? ['DT_RELR relocations: glibc 2.36 or later is needed']
        : [];
    if (tooNew.length + relr.length === 0)
        return [];
    return [
        {
            level: 'error',
            message: `The file needs glibc ${lowestGlibc(inspection)}, ${profile.title} has ${expected.glibc}: it does not start there.`,
            fix: 'Build with CGO_ENABLED=0 (tags netgo,osusergo), or build inside an image of the target.',
            evidence: [...relr, ...tooNew].slice(0, 10),
        },
    ];
}
function isTooNew(version, limit) {
    if (isGlibcMarker(version))
        return lacksMarkers(limit);
    const number = glibcVersion(version);
    return number !== null && compareVersions(number, limit) > 0;
}
function runtimeStatements({ inspection: { elf }, profile }) {
    const runtime = missingRuntime(elf.verneed, profile);
    if (runtime === null)
        return [];
    const libraries = [...new Set(runtime.missing.map(({ library }) => library))].join(' and ');
    const own = elf.runpath.length > 0;
    const unless = own ? `, unless one of its own lies in ${elf.runpath.join(':')}` : '';
    return [
        {
            level: own ? 'warning' : 'error',
            message: `The file needs a newer ${libraries} than ${profile.title} has (gcc ${runtime.gcc}): it does not start there${unless}.`,
            fix: 'Link with -static-libstdc++ -static-libgcc (-extldflags in Go), or build with the gcc of the target.',
            evidence: runtime.missing.map(({ library, version }) => notFound(library, version)).slice(0, 10),
        },
    ];
}
function notFound(library, version) {
    return `version \`${version}' not found (required by the file, in ${library})`;
}

;// CONCATENATED MODULE: ./src/judge/go-minor.ts
/**
 * 26 of `go1.26.8`, `go1.26rc1`, `go1.22.12 X:rangefunc`, `go1.27.3-X:nodwarf5` and `devel go1.26-5d1a2b3c …`, the forms that build information
 * has (runtime.Version; cmd/dist makes a development version's). Null when no release is named.
 */
function goMinor(version) {
    const digits = /^(?:devel )?go1\.(\d+)/.exec(version)?.[1];
    return digits === undefined ? null : Number(digits);
}

;// CONCATENATED MODULE: ./src/judge/go-floor.ts

/**
 * The oldest kernel that a Go release supports.
 *
 * | Go           | Linux  | source                                                                                  |
 * | ------------ | ------ | --------------------------------------------------------------------------------------- |
 * | up to 1.17   | 2.6.23 | golang.org/wiki/MinimumRequirements as of 2021; golang/go issues 30559 and 45964           |
 * | 1.18 to 1.23 | 2.6.32 | release notes of 1.18 ("Linux kernel version 2.6.32 or later") and of 1.23 (the last)      |
 * | from 1.24 on | 3.2    | release notes of 1.24; those of 1.25, 1.26 and 1.27 change nothing; issue 67001            |
 *
 * The wiki's page "Linux" names 1.18 as the last release for 2.6.23, the release notes do not; these count.
 * @param version as the build information has it: `go1.26.8`, `devel go1.28-…`
 * @returns null for a version that names no release
 */
function floorOfGo(version) {
    const minor = goMinor(version);
    if (minor === null)
        return null;
    if (minor >= 24)
        return { major: 3, minor: 2 };
    return { major: 2, minor: minor >= 18 ? 6032 : 6023 };
}

;// CONCATENATED MODULE: ./src/judge/rules/go-floor-too-new.ts


const goFloorTooNew = {
    id: 'go-floor-too-new',
    title: 'The Go release that built the file does not support the target kernel',
    check({ inspection: { go }, profile }) {
        const floor = go && floorOfGo(go.version);
        if (!go || !floor || compareKernelVersions(profile.base, floor) >= 0)
            return [];
        return [
            {
                level: 'error',
                message: `The file was built with ${go.version}, which asks for Linux ${renderKernelVersion(floor)} or later; ${profile.title} is ${renderKernelVersion(profile.base)}.`,
                fix: 'Build with an older Go: 1.23 is the last for kernel 2.6.32, 1.17 for 2.6.23.',
                evidence: [],
            },
        ];
    },
};

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
// EXTERNAL MODULE: ./src/setup/go-version.ts
var go_version = __webpack_require__(8378);
;// CONCATENATED MODULE: ./src/build/go-policy.ts


/**
 * Reads the input go-policy: empty, `pinned`, or a range of Go versions, with or without the prefix `go`; `1.26` means
 * every 1.26.x, and pre-releases are written as Go does (`1.27rc1`).
 * @returns null when it is empty
 * @throws RangeError when it is none of these
 */
function parseGoPolicy(text) {
    const policy = text.trim();
    if (policy === '')
        return null;
    if (policy === 'pinned')
        return { kind: 'pinned' };
    const semantic = policy
        .replace(/\bgo(?=\d)/g, '')
        .replace(/(\d+\.\d+)(\.\d+)?(beta|rc)(\d+)/g, (_, minor, patch = '.0', label, serial) => `${minor}${patch}-${label}.${serial}`);
    const range = semver.validRange(semantic);
    if (range === null)
        throw new RangeError(`"${policy}" is no range of versions such as <1.24 || ~1.26`);
    return { kind: 'range', text: policy, range };
}
/**
 * What of a file breaks the policy. The Go that built it must be allowed. So must the one that a `toolchain` line
 * names: it is what builds the module elsewhere. A `go` line names only the oldest: some allowed version must be as
 * new.
 * @param built as the file's build information says: `go1.26.8`, also with what a vendor appends
 * @param demands the lines of the modules that it was built from; none for a prebuilt file
 */
function goBreaches(policy, built, demands) {
    const version = (0,go_version/* parseGoVersion */.SX)(built);
    const breach = { demand: null, version: built.replace(/^go/, '') };
    if (policy.kind === 'pinned') {
        const pins = pinsOf(demands);
        if (pins.length === 0)
            return [breach];
        const other = pins.find((pin) => version === null || (0,go_version/* parseGoVersion */.SX)(pin.version) !== version);
        return other ? [{ ...breach, demand: other }] : [];
    }
    const allowed = (text) => {
        const semantic = (0,go_version/* parseGoVersion */.SX)(text);
        return semantic !== null && semver.satisfies(semantic, policy.range);
    };
    return [
        ...(allowed(built) ? [] : [breach]),
        ...demands
            .filter((demand) => demand.directive === 'toolchain' ? !allowed(demand.version) : !reaches(policy.range, demand.version))
            .map((demand) => ({ demand, version: demand.version })),
    ];
}
/** Is a version at or above `minimum` in the range? */
function reaches(range, minimum) {
    const semantic = (0,go_version/* parseGoVersion */.SX)(minimum);
    return semantic === null || semver.intersects(range, `>=${semantic}`);
}
/** One line a file: the `toolchain` line goes before the `go` line. In a workspace go.work alone decides. */
function pinsOf(demands) {
    const files = new Map();
    const ofWorkspace = demands.filter(({ file }) => /(^|\/)go\.work$/.test(file));
    for (const demand of ofWorkspace.length > 0 ? ofWorkspace : demands) {
        if (demand.directive === 'toolchain' || !files.has(demand.file))
            files.set(demand.file, demand);
    }
    return [...files.values()];
}

;// CONCATENATED MODULE: ./src/judge/rules/go-not-allowed.ts

const goNotAllowed = {
    id: 'go-not-allowed',
    title: 'go-policy does not allow the Go that built the file, or the one that go.mod asks for',
    check({ inspection: { go }, source, expected: { goPolicy } }) {
        if (!goPolicy)
            return [];
        if (!go)
            return [noVersion()];
        const breaches = goBreaches(goPolicy, go.version, source?.demands ?? []);
        const allowed = goPolicy.kind === 'pinned' ? 'exactly the version that go.mod names' : goPolicy.text;
        return breaches.map((breach) => statementOf(breach, goPolicy.kind, allowed));
    },
};
function noVersion() {
    return {
        level: 'inconclusive',
        message: 'go-policy says which Go is allowed, but the file does not tell which Go built it.',
        fix: 'Judge a file whose build information was not removed, or leave go-policy out.',
        evidence: [],
    };
}
function statementOf({ demand, version }, kind, allowed) {
    const place = demand && `${demand.file}:${demand.line}`;
    const evidence = demand ? [`${place}: ${demand.directive} ${demand.version}`] : [];
    if (kind === 'pinned') {
        return {
            level: 'error',
            message: demand
                ? `The file was built with Go ${version}, but ${place} pins ${demand.version} (go-policy: pinned).`
                : `The file was built with Go ${version}, and no line of go.mod pins a version (go-policy: pinned).`,
            fix: `Set go-version to the pinned version, or write \`toolchain go${version}\` into go.mod.`,
            evidence,
        };
    }
    const what = demand
        ? `${place} asks for Go ${version}${demand.directive === 'go' ? ' or later' : ''}`
        : `The file was built with Go ${version}`;
    return {
        level: 'error',
        message: `${what}, which go-policy (${allowed}) does not allow.`,
        fix: demand
            ? `Lower the \`${demand.directive}\` line, or widen go-policy.`
            : 'Set go-version to an allowed version, or widen go-policy.',
        evidence,
    };
}

;// CONCATENATED MODULE: ./src/judge/rules/goamd64-too-high.ts
/** What the levels of the x86-64 psABI add, as far as people know it by name. */
const STEPS = {
    v2: { level: 'note', needs: 'SSE4.2 and POPCNT (Intel 2008, AMD 2011)' },
    v3: { level: 'warning', needs: 'AVX2, BMI2 and FMA (Intel Haswell 2013, AMD Excavator 2015)' },
    v4: { level: 'warning', needs: 'AVX-512 (Intel Skylake-SP 2017, AMD Zen 4 2022)' },
};
/** EL9 is itself built for x86-64-v2, so every machine that runs it has that. */
const OWN_LEVEL = { el9: 'v2' };
const goamd64TooHigh = {
    id: 'goamd64-too-high',
    title: 'The file asks for a newer processor than the target does',
    check({ inspection: { go }, profile }) {
        // Go 1.18 and later record the settings; the value may have a suffix in later ones.
        const name = /^v[2-4]/.exec(go?.settings.GOAMD64 ?? '')?.[0] ?? '';
        const step = STEPS[name];
        if (step === undefined || OWN_LEVEL[profile.id] === name)
            return [];
        return [
            {
                level: step.level,
                message: `The file was built with GOAMD64=${name}: it ends at its start on a processor or in a virtual machine without ${step.needs}.`,
                fix: 'Build with GOAMD64=v1 (the default), or make sure that every machine of the fleet has such a processor.',
                evidence: [`GOAMD64=${go?.settings.GOAMD64}`],
            },
        ];
    },
};

;// CONCATENATED MODULE: ./src/trace/hang/goroutines.ts
const HEAD = /^goroutine (\d+) (?:[a-z]+=\S+ )*\[([^\]]*)\]:$/;
const FRAME = /^(\S.*?)\((?:[^()]*|\.\.\.)\)$/;
const PLACE = /^\t(.+?):(\d+)(?: |$)/;
const MAX_GOROUTINES = 200;
const MAX_FRAMES = 50;
const MAX_WORD = 200;
/** Goroutines that the program itself started, goroutine 1 (main) first. Bounded; unknown lines are passed over. */
function parseGoroutines(text) {
    const found = [];
    for (const block of text.split(/\n\n+/)) {
        const goroutine = parseBlock(block.split('\n'));
        if (goroutine && !isRuntimeOwn(goroutine))
            found.push(goroutine);
        if (found.length === MAX_GOROUTINES)
            break;
    }
    return found.sort((a, b) => a.id - b.id);
}
function parseBlock(lines) {
    const head = HEAD.exec(lines[0] ?? '');
    if (!head)
        return null;
    const words = (head[2] ?? '').split(', ');
    const minutes = words.map((word) => /^(\d+) minutes?$/.exec(word)?.[1]).find((word) => word !== undefined);
    const frames = [];
    for (let i = 1; i + 1 < lines.length && frames.length < MAX_FRAMES; i++) {
        const name = FRAME.exec(lines[i] ?? '');
        const place = PLACE.exec(lines[i + 1] ?? '');
        if (!name || !place)
            continue;
        frames.push({
            function: (name[1] ?? '').slice(0, MAX_WORD),
            file: (place[1] ?? '').slice(-MAX_WORD),
            line: Number(place[2]),
        });
        i++;
    }
    return {
        id: Number(head[1]),
        state: (words[0] ?? '').slice(0, MAX_WORD),
        minutes: Number(minutes ?? 0),
        frames,
    };
}
/** The collector, the timers, the waiter for signals: nothing that the program waits for. */
function isRuntimeOwn({ id, frames }) {
    if (id === 0)
        return true;
    const outermost = frames.filter((frame) => frame.function !== 'runtime.goexit').at(-1);
    return outermost === undefined || (/^(runtime|os\/signal)\./.test(outermost.function) && id !== 1);
}
/** The innermost frame outside the standard library, whose packages have no dot before their first slash. */
function ownFrame({ frames }) {
    return (frames.find(({ function: name }) => {
        const first = name.includes('/') ? name.slice(0, name.indexOf('/')) : name.slice(0, name.indexOf('.'));
        return first === 'main' || first.includes('.');
    }) ?? null);
}
/** `goroutine 1 [sync.Mutex.Lock]: main.serve (main.go:12)` */
function renderGoroutine(goroutine) {
    const frame = ownFrame(goroutine) ?? goroutine.frames.find((one) => !one.function.startsWith('runtime.'));
    const waits = goroutine.minutes > 0 ? `, ${goroutine.minutes} min` : '';
    const place = frame ? `: ${frame.function} (${baseName(frame.file)}:${frame.line})` : '';
    return `goroutine ${goroutine.id} [${goroutine.state}${waits}]${place}`;
}
function baseName(file) {
    return file.slice(file.lastIndexOf('/') + 1);
}

;// CONCATENATED MODULE: ./src/trace/call-name.ts
/** `syscall_0x1a9` (strace 4.24) and `syscall_425` become names where the number is known. */
function syscallName(text, nameOf) {
    const number = /^syscall_(0x[0-9a-f]{1,8}|\d{1,9})$/.exec(text);
    if (!number)
        return text;
    const value = Number(number[1]);
    return nameOf(value) ?? `syscall_0x${value.toString(16)}`;
}
/** Is it a call of which nobody knew the name? */
function isNumber(name) {
    return name.startsWith('syscall_');
}
/** Did strace find the thread gone when it wanted to read the call's number? `????(` in 4.24, `???(` in 6.x. */
function isNameless(name) {
    return name.startsWith('?');
}

;// CONCATENATED MODULE: ./src/trace/copy-bytes.ts
/** Below this a loop is faster than Buffer.copy, which leaves JavaScript. */
const SHORT = 300;
function copyBytes(from, start, end, into, at) {
    if (end - start > SHORT) {
        from.copy(into, at, start, end);
        return;
    }
    for (let i = start; i < end; i++)
        into[at + i - start] = from[i];
}

;// CONCATENATED MODULE: ./src/trace/line-leader.ts
const SPACE = 0x20;
const DOT = 0x2e;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
/** Digits of the highest pid that Linux gives (2^22) with room to spare. */
const MAX_PID_DIGITS = 10;
const EPOCH_DOT = 10;
const EPOCH_TIME = '1795515789.413989'.length;
/**
 * Reads `PID `, `[pid PID] ` and a time of -ttt, -tt, -t or -r (printleader in strace.c: the pid is padded to five
 * columns, the time is never without a space behind it).
 * @param into filled in, so that a line makes no garbage
 */
function readLeader(bytes, start, end, into) {
    into.pid = 0;
    into.timeStart = 0;
    into.timeEnd = 0;
    let at = start;
    const bracketed = bytes[at] === OPEN_BRACKET && bytes[at + 1] === 0x70;
    if (bracketed)
        at += '[pid'.length;
    while (at < end && bytes[at] === SPACE)
        at++;
    const digits = at;
    let pid = 0;
    let byte = at < end ? bytes[at] : 0;
    while (isDigit(byte)) {
        pid = pid * 10 + byte - 0x30;
        at++;
        byte = at < end ? bytes[at] : 0;
    }
    if (at - digits > MAX_PID_DIGITS && byte !== DOT)
        return false;
    if (bracketed) {
        if (byte !== CLOSE_BRACKET)
            return false;
        at++;
    }
    if (at > digits && (byte === DOT || byte === COLON))
        at = digits;
    else if (at > digits) {
        if (bytes[at] !== SPACE || at >= end)
            return false;
        into.pid = pid;
        while (at < end && bytes[at] === SPACE)
            at++;
    }
    return readTime(bytes, at, end, into);
}
/** The time of -ttt until the year 2286, `1795515789.413989 `: the common case, without a look at each digit. */
function isEpochTime(bytes, start, end) {
    if (start + EPOCH_TIME >= end || bytes[start + EPOCH_DOT] !== DOT || bytes[start + EPOCH_TIME] !== SPACE) {
        return false;
    }
    // A space may stand behind a shorter fraction too, so each of these six has to be a digit.
    for (let i = start + EPOCH_DOT + 1; i < start + EPOCH_TIME; i++) {
        if (!isDigit(bytes[i]))
            return false;
    }
    return bytes[start] === 0x31 && bytes[start + EPOCH_TIME + 1] !== SPACE;
}
function readTime(bytes, start, end, into) {
    if (isEpochTime(bytes, start, end)) {
        into.timeStart = start;
        into.timeEnd = start + EPOCH_TIME;
        into.at = into.timeEnd + 1;
        return true;
    }
    let at = start;
    let byte = at < end ? bytes[at] : 0;
    while (isDigit(byte) || byte === DOT || byte === COLON) {
        at++;
        byte = at < end ? bytes[at] : 0;
    }
    if (at === start) {
        into.at = at;
        return true;
    }
    if (byte !== SPACE)
        return false;
    into.timeStart = start;
    into.timeEnd = at;
    while (at < end && bytes[at] === SPACE)
        at++;
    into.at = at;
    return true;
}
/** `EPOCH.MICROS` or `HH:MM:SS`, with or without a fraction, in seconds. */
function parseTime(bytes, start, end) {
    let whole = 0;
    let part = 0;
    let scale = 1;
    let fraction = false;
    for (let i = start; i < end; i++) {
        const byte = bytes[i];
        if (byte === COLON) {
            whole = (whole + part) * 60;
            part = 0;
        }
        else if (byte === DOT)
            fraction = true;
        else {
            part = part * 10 + byte - 0x30;
            if (fraction)
                scale *= 10;
        }
    }
    return whole + part / scale;
}
function isDigit(byte) {
    return byte >= 0x30 && byte <= 0x39;
}

;// CONCATENATED MODULE: ./src/trace/call-view.ts


const OPEN = 0x28;
const NOTHING = Buffer.alloc(0);
/** UTF-8 needs at most this many bytes for one UTF-16 unit. */
const BYTES_A_CHARACTER = 3;
const MAX_VALUE = 64;
const UNRETURNED = { outcome: 'unreturned', errno: null };
function createCallView() {
    let head = NOTHING;
    let [headStart, headEnd] = [0, 0];
    let bytes = NOTHING;
    let [start, open, end, close, valueAt] = [0, 0, 0, 0, 0];
    let [timeStart, timeEnd] = [0, 0];
    /** The line that began the call was not kept. */
    let headless = false;
    /** More of the call's text may come. */
    let begun = false;
    let joined = Buffer.allocUnsafe(1 << 12);
    const span = { bytes: NOTHING, start: 0, end: 0, complete: true };
    const join = () => {
        const length = headEnd - headStart + close - start;
        if (length > joined.length)
            joined = Buffer.allocUnsafe(length * 2);
        copyBytes(head, headStart, headEnd, joined, 0);
        copyBytes(bytes, start, close, joined, headEnd - headStart);
        span.bytes = joined;
        span.start = joined.indexOf(OPEN) + 1;
        span.end = length;
    };
    const view = {
        pid: 0,
        name: { id: -1, text: '' },
        outcome: 'returned',
        errno: null,
        line: 0,
        time: () => {
            if (timeEnd > timeStart)
                return parseTime(bytes, timeStart, timeEnd);
            return headStart > 0 ? parseTime(head, 0, headStart) : null;
        },
        args: () => {
            const whole = head.toString('utf8', headStart, headEnd) + bytes.toString('utf8', start, close);
            return whole.slice(whole.indexOf('(') + 1);
        },
        argumentText: () => {
            if (headless)
                return null;
            if (headEnd > headStart)
                join();
            else {
                span.bytes = bytes;
                span.start = open + 1;
                span.end = close;
            }
            span.complete = !begun;
            return span;
        },
        value: () => {
            const text = bytes.toString('latin1', valueAt, Math.min(end, valueAt + MAX_VALUE));
            return text.split(' ', 1)[0] ?? '';
        },
        text: (limit) => {
            const room = limit * BYTES_A_CHARACTER;
            const whole = head.toString('utf8', headStart, Math.min(headEnd, headStart + room)) +
                bytes.toString('utf8', start, Math.min(end, start + room));
            return whole.slice(0, limit);
        },
        show(leader, name, result, line, from, s, o, e, c, v) {
            view.pid = leader.pid;
            view.name = name;
            view.outcome = result.outcome;
            view.errno = result.errno;
            view.line = line;
            headless = false;
            begun = false;
            headStart = 0;
            headEnd = 0;
            bytes = from;
            start = s;
            open = o;
            end = e;
            close = c;
            valueAt = v;
            timeStart = leader.timeStart;
            timeEnd = leader.timeEnd;
        },
        showResumed(pid, call, result, from, s, e, c, v) {
            view.showPart(pid, call);
            view.outcome = result.outcome;
            view.errno = result.errno;
            bytes = from;
            start = s;
            end = e;
            close = c;
            valueAt = v;
        },
        showBegun(leader, name, line, from, s, o, e) {
            view.show(leader, name, UNRETURNED, line, from, s, o, e, e, e);
            begun = true;
        },
        showPart(pid, call) {
            view.pid = pid;
            view.name = call.name;
            view.outcome = 'unreturned';
            view.errno = null;
            view.line = call.line;
            headless = call.length === 0;
            begun = false;
            head = call.head;
            headStart = call.textStart;
            headEnd = call.length;
            bytes = NOTHING;
            start = 0;
            end = 0;
            close = 0;
            valueAt = 0;
            timeStart = 0;
            timeEnd = 0;
        },
    };
    return view;
}

;// CONCATENATED MODULE: ./src/trace/byte-table.ts
const HASHED = 8;
/** @param buckets a power of two */
function createByteTable(buckets, limit) {
    return { buckets: new Array(buckets).fill(null), limit, size: 0 };
}
/** Undefined when there is none. */
function lookUp({ buckets }, bytes, start, end) {
    let entry = buckets[hash(bytes, start, end) & (buckets.length - 1)] ?? null;
    for (; entry !== null; entry = entry.next) {
        if (same(entry.bytes, bytes, start, end))
            return entry.value;
    }
    return undefined;
}
/** Keeps a copy of the bytes. Does nothing once the table is full: what it holds must not grow with the trace. */
function addTo(table, bytes, start, end, value) {
    if (table.size >= table.limit)
        return;
    table.size++;
    const bucket = hash(bytes, start, end) & (table.buckets.length - 1);
    // Not slice: on a Buffer that is a view of bytes that the next chunk overwrites.
    const own = Uint8Array.from(bytes.subarray(start, end));
    table.buckets[bucket] = { bytes: own, value, next: table.buckets[bucket] ?? null };
}
/** Of the length and at most the last eight bytes, which tell names and flags apart; the rest is compared anyway. */
function hash(bytes, start, end) {
    let value = end - start;
    for (let i = Math.max(start, end - HASHED); i < end; i++) {
        value = (Math.imul(value, 31) + bytes[i]) | 0;
    }
    return value ^ (value >>> 12);
}
function same(known, bytes, start, end) {
    if (known.length !== end - start)
        return false;
    for (let i = 0; i < known.length; i++)
        if (known[i] !== bytes[start + i])
            return false;
    return true;
}

;// CONCATENATED MODULE: ./src/trace/intern.ts

const BUCKETS = 4096;
/** A trace names some hundred syscalls and errnos; more than this is noise, which must not fill the memory. */
const MAX_ENTRIES = 4096;
/** @param rename what a text is called instead, asked once for each; two texts of one name are one word */
function createInterner(rename) {
    const table = createByteTable(BUCKETS, MAX_ENTRIES);
    const words = new Map();
    const wordOf = (text) => {
        const word = words.get(text) ?? { id: words.size, text };
        words.set(text, word);
        return word;
    };
    return {
        get(bytes, start, end) {
            const known = lookUp(table, bytes, start, end);
            if (known !== undefined)
                return known;
            if (table.size >= table.limit)
                return null;
            const word = wordOf(rename(Buffer.from(bytes.subarray(start, end)).toString('latin1')));
            addTo(table, bytes, start, end, word);
            return word;
        },
        word: wordOf,
    };
}

;// CONCATENATED MODULE: ./src/trace/line-scanner.ts
/** There is no result in the line. */
const NO_RESULT = -1;
/** The line ends inside a quoted string. */
const OPEN_STRING = -2;
const line_scanner_SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const CLOSE = 0x29;
const EQUALS = 0x3d;
/**
 * Where the arguments of a call end: the index of the `)` in `) = `, between which strace may put more spaces
 * (its -a column). Reads from the end of the line, since the result is short. The last such place is the true one on
 * every line that has a result: what strace prints behind it (errno texts, `([{fd=3, …}])`, flags; each `auxstr` in
 * its source) never quotes the traced program. Check the result's form; where it is wrong, ask `findArgumentsEnd`.
 */
function lastArgumentsEnd(bytes, start, end) {
    for (let i = end - 2; i > start; i--) {
        if (bytes[i] !== EQUALS || bytes[i - 1] !== line_scanner_SPACE || bytes[i + 1] !== line_scanner_SPACE)
            continue;
        let close = i - 1;
        while (close > start && bytes[close] === line_scanner_SPACE)
            close--;
        if (bytes[close] === CLOSE)
            return close;
    }
    return NO_RESULT;
}
/**
 * The same, read from the start, and so right on any line: quoted strings are skipped, in which strace writes what
 * the traced program says with `"` and `\` escaped. Slower; for lines that are not plain.
 */
function findArgumentsEnd(bytes, start, end) {
    for (let i = start; i < end; i++) {
        const byte = bytes[i];
        if (byte === QUOTE) {
            i = stringEnd(bytes, i + 1, end);
            if (i === end)
                return OPEN_STRING;
        }
        else if (byte === CLOSE && bytes[i + 1] === line_scanner_SPACE) {
            const value = valueStart(bytes, i);
            if (value <= end && bytes[value - 2] === EQUALS && bytes[value - 1] === line_scanner_SPACE)
                return i;
        }
    }
    return NO_RESULT;
}
/** Index of the first byte of the result, from the index of the `)` before it. */
function valueStart(bytes, close) {
    let at = close + 1;
    while (bytes[at] === line_scanner_SPACE)
        at++;
    return at + 2;
}
/** Index of the `"` that ends the string of which the text begins at `start`; `end` when there is none. */
function stringEnd(bytes, start, end) {
    for (let i = start; i < end; i++) {
        const byte = bytes[i];
        if (byte === QUOTE)
            return i;
        if (byte === BACKSLASH)
            i++;
    }
    return end;
}
/** Do the bytes before `end` spell `mark`, wholly after `start`? */
function endsWith(bytes, start, end, mark) {
    const from = end - mark.length;
    if (from < start)
        return false;
    for (let i = mark.length - 1; i >= 0; i--)
        if (bytes[from + i] !== mark[i])
            return false;
    return true;
}
function startsWith(bytes, start, end, mark) {
    return endsWith(bytes, start, Math.min(end, start + mark.length), mark);
}

;// CONCATENATED MODULE: ./src/trace/line-splitter.ts
const NEWLINE = 0x0a;
/** The rest of a longer line is dropped, so that memory stays bounded. No line of strace -s 128 comes near. */
const line_splitter_MAX_LINE = 8 << 20;
/** Cuts chunks into lines. Only a line that spans chunks is copied. */
function createLineSplitter(read) {
    let held = Buffer.allocUnsafe(1 << 12);
    let heldLength = 0;
    let line = 0;
    const hold = (bytes, start, end) => {
        const room = Math.min(end - start, line_splitter_MAX_LINE - heldLength);
        if (heldLength + room > held.length) {
            const bigger = Buffer.allocUnsafe(Math.max(held.length * 2, heldLength + room));
            held.copy(bigger, 0, 0, heldLength);
            held = bigger;
        }
        bytes.copy(held, heldLength, start, start + room);
        heldLength += room;
    };
    return {
        get line() {
            return line;
        },
        write(chunk) {
            const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
            let start = 0;
            let end = bytes.indexOf(NEWLINE);
            if (heldLength > 0 && end !== -1) {
                hold(bytes, 0, end);
                line++;
                const length = heldLength;
                heldLength = 0;
                read(held, 0, length);
                start = end + 1;
                end = bytes.indexOf(NEWLINE, start);
            }
            while (end !== -1) {
                line++;
                read(bytes, start, end);
                start = end + 1;
                end = bytes.indexOf(NEWLINE, start);
            }
            if (start < bytes.length)
                hold(bytes, start, bytes.length);
        },
        end() {
            if (heldLength === 0)
                return false;
            line++;
            heldLength = 0;
            return true;
        },
    };
}

;// CONCATENATED MODULE: ./src/trace/pending-calls.ts

/** More than the longest path, escaped, and the flags behind it. */
const MAX_HEAD = 1 << 15;
const NO_HEAD = Buffer.alloc(0);
/** Each thread's object and buffer are used again, so that a busy trace makes no garbage. */
function createPendingCalls() {
    const calls = new Map();
    /** The thread that was asked for last, often asked for again. */
    const recent = { pid: -1, call: undefined };
    const get = (pid) => {
        if (pid !== recent.pid) {
            recent.pid = pid;
            recent.call = calls.get(pid);
        }
        return recent.call;
    };
    const set = (pid, call) => {
        if (call === undefined)
            calls.delete(pid);
        else
            calls.set(pid, call);
        recent.pid = pid;
        recent.call = call;
    };
    const append = (call, bytes, start, end) => {
        const stop = Math.min(end, start + MAX_HEAD - call.length);
        const length = call.length + stop - start;
        if (length > call.head.length) {
            const bigger = Buffer.allocUnsafe(Math.min(MAX_HEAD, length * 2));
            call.head.copy(bigger, 0, 0, call.length);
            call.head = bigger;
        }
        copyBytes(bytes, start, stop, call.head, call.length);
        call.length = length;
    };
    return {
        get,
        begin(pid, name, line) {
            let call = get(pid);
            if (call === undefined) {
                call = { open: true, name, line, head: NO_HEAD, length: 0, textStart: 0 };
                set(pid, call);
            }
            call.open = true;
            call.name = name;
            call.line = line;
            call.length = 0;
            call.textStart = 0;
            return call;
        },
        keep(call, leader, bytes, start, end) {
            append(call, bytes, leader.timeStart, leader.timeEnd);
            call.textStart = call.length;
            append(call, bytes, start, end);
        },
        append,
        move(from, to) {
            const call = calls.get(from);
            if (!call)
                return;
            set(from, undefined);
            set(to, call);
        },
        forget: (pid) => set(pid, undefined),
        pids: () => [...calls].filter(([, call]) => call.open).map(([pid]) => pid),
    };
}

;// CONCATENATED MODULE: ./src/trace/process-modes.ts
/**
 * strace tells of a change only, and a thread that it meets begins with the mode of whom it decoded before (alloctcb and
 * update_personality of strace). So a thread of which nothing was told has the mode that was told last: right where all
 * of a trace is 32 bit, a guess where both kinds run at the same time.
 */
function createModes() {
    const modes = new Map();
    let last = false;
    return {
        set(pid, compat) {
            modes.set(pid, compat);
            last = compat;
        },
        isCompat: (pid) => modes.get(pid) ?? last,
        forget: (pid) => void modes.delete(pid),
    };
}

;// CONCATENATED MODULE: ./src/trace/result.ts
const result_SPACE = 0x20;
const result_OPEN = 0x28;
const result_CLOSE = 0x29;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const LESS = 0x3c;
const GREATER = 0x3e;
const QUESTION = 0x3f;
const UPPER_E = 0x45;
const LOWER_X = 0x78;
/**
 * Reads what stands after `) = `. Forms (print_err_ret and syscall_exiting_trace of strace's syscall.c, 4.24 to 6.x):
 * `3`, `-3`, `0x7f00`, `022`, `3</dev/null>`, each maybe with ` (text)` or ` <time>`; `-1 ENOENT (No such file or
 * directory)`; `-1 (errno 524)`; `?`; `? ERESTARTSYS (…)`; `? <unavailable>`.
 * @param into filled in, so that a line makes no garbage
 * @returns whether it is of a known form
 */
function readResult(bytes, start, end, errnos, into) {
    into.errno = null;
    if (start >= end)
        return false;
    if (bytes[start] === QUESTION)
        return readUnknown(bytes, start + 1, end, into);
    into.outcome = 'returned';
    let at = bytes[start] === MINUS ? start + 1 : start;
    const digits = at;
    while (at < end && isNumberByte(bytes[at]))
        at++;
    if (at === digits || !result_isDigit(bytes[digits]))
        return false;
    if (at === end || bytes[at] === LESS)
        return true;
    if (bytes[at] !== result_SPACE || at + 1 >= end)
        return false;
    const note = bytes[at + 1];
    if (note === UPPER_E)
        return readErrno(bytes, at + 1, end, errnos, into);
    if (note === result_OPEN && bytes[start] === MINUS)
        readNamelessErrno(bytes, at + 1, end, errnos, into);
    return (note === result_OPEN || note === LESS) && closes(bytes[end - 1]);
}
function readUnknown(bytes, at, end, into) {
    const note = bytes[at + 1];
    into.outcome = at + 1 < end && note === UPPER_E ? 'interrupted' : 'unreturned';
    return (at === end ||
        (bytes[at] === result_SPACE && at + 1 < end && (note === UPPER_E || note === LESS || note === result_OPEN)));
}
function readErrno(bytes, start, end, errnos, into) {
    let at = start;
    while (at < end && isErrnoByte(bytes[at]))
        at++;
    if (at !== end && (bytes[at] !== result_SPACE || at + 1 >= end || bytes[at + 1] !== result_OPEN))
        return false;
    if (at !== end && !closes(bytes[end - 1]))
        return false;
    into.outcome = 'failed';
    into.errno = errnos.get(bytes, start, at);
    return into.errno !== null;
}
/** `(errno 524)`: strace knows no name for it. Any other note in parentheses leaves the call as returned. */
function readNamelessErrno(bytes, start, end, errnos, into) {
    const text = Buffer.from(bytes.subarray(start, Math.min(end, start + 20))).toString('latin1');
    const match = /^\((errno \d+)\)/.exec(text);
    if (!match?.[1])
        return;
    into.errno = errnos.get(bytes, start + 1, start + 1 + match[1].length);
    if (into.errno)
        into.outcome = 'failed';
}
/** Notes end with `)`, and times and paths with `>`. */
function closes(byte) {
    return byte === result_CLOSE || byte === GREATER;
}
function result_isDigit(byte) {
    return byte >= ZERO && byte <= NINE;
}
function isNumberByte(byte) {
    return result_isDigit(byte) || (byte >= 0x61 && byte <= 0x66) || byte === LOWER_X;
}
function isErrnoByte(byte) {
    return (byte >= 0x41 && byte <= 0x5a) || result_isDigit(byte) || byte === 0x5f;
}

;// CONCATENATED MODULE: ./src/trace/trace-parser.ts









const trace_parser_SPACE = 0x20;
const PLUS = 0x2b;
const trace_parser_MINUS = 0x2d;
const trace_parser_LESS = 0x3c;
const trace_parser_GREATER = 0x3e;
const trace_parser_OPEN = 0x28;
const trace_parser_OPEN_BRACKET = 0x5b;
const UNFINISHED = Buffer.from(' <unfinished ...>');
const RESUMED_HEAD = Buffer.from('<... ');
const RESUMED_TAIL = Buffer.from(' resumed>');
const SAMPLE_LENGTH = 200;
/** No line that starts with `+++` or `---` is longer: siginfo is a handful of numbers. */
const MAX_EVENT_LENGTH = 2000;
const NAME_BYTE = new Uint8Array(256);
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_?') {
    NAME_BYTE[char.charCodeAt(0)] = 1;
}
/**
 * What strace writes where a call breaks off (printleader, droptcb, maybe_switch_tcbs and ptrace_restart in strace.c,
 * 4.24 and 6.x), beside `<unfinished ...>`.
 */
const BREAK = / <(?:detached \.\.\.|pid changed to \d+ \.\.\.|ptrace\([\w:]+,?\d*\):[\w ]+|Cannot restart pid \d+ with ptrace\(\w+\): [\w ]+)>$/;
const NOTE = /^(?:strace: )?(?:\[ Process PID=(\d+) runs in (\w+(?: bit)?) mode\. \]|Process \d+ (?:attached(?: with \d+ threads)?|detached))$/;
/**
 * Reads the text of `strace -f -o FILE` (4.24 to 6.x; with or without times), chunk by chunk, in memory that does not
 * grow with the trace. Every line goes to the visitor, or is a note of strace about itself.
 */
function createTraceParser(visitor, options) {
    const names = createInterner((text) => syscallName(text, options.nameOf));
    const modes = createModes();
    const errnos = createInterner((text) => text);
    const pending = createPendingCalls();
    const view = createCallView();
    const leader = { pid: 0, timeStart: 0, timeEnd: 0, at: 0 };
    const result = { outcome: 'returned', errno: null };
    /** The call of this thread will not come back. */
    const drop = (pid, call) => {
        if (call === undefined || !call.open)
            return;
        call.open = false;
        view.showPart(pid, call);
        visitor.call(view);
    };
    const begin = (bytes, start, open, end, name) => {
        drop(leader.pid, pending.get(leader.pid));
        view.showBegun(leader, name, splitter.line, bytes, start, open, end);
        const keep = visitor.begun(view);
        const call = pending.begin(leader.pid, name, splitter.line);
        if (keep)
            pending.keep(call, leader, bytes, start, end);
    };
    const nameAt = (bytes, start, end) => {
        const name = names.get(bytes, start, end);
        if (name === null || !options.compatNameOf || !isNumber(name.text) || !modes.isCompat(leader.pid)) {
            return name;
        }
        return names.word(syscallName(name.text, options.compatNameOf));
    };
    /** Fills in `result`. @returns the index of the `)` before it, or a negative number */
    const findResult = (bytes, start, end) => {
        const last = lastArgumentsEnd(bytes, start, end);
        if (last >= 0 && readResult(bytes, valueStart(bytes, last), end, errnos, result))
            return last;
        const close = findArgumentsEnd(bytes, start, end);
        return close < 0 || readResult(bytes, valueStart(bytes, close), end, errnos, result) ? close : OPEN_STRING;
    };
    const readCall = (bytes, start, end) => {
        let nameEnd = start;
        while (NAME_BYTE[bytes[nameEnd]] === 1)
            nameEnd++;
        if (nameEnd === start || nameEnd >= end || bytes[nameEnd] !== trace_parser_OPEN)
            return false;
        const name = nameAt(bytes, start, nameEnd);
        if (name === null)
            return false;
        if (bytes[end - 1] === trace_parser_GREATER && endsWith(bytes, nameEnd + 1, end, UNFINISHED)) {
            begin(bytes, start, nameEnd, end - UNFINISHED.length, name);
            return true;
        }
        const close = findResult(bytes, nameEnd + 1, end);
        if (close < 0) {
            const broken = close === OPEN_STRING ? -1 : breakStart(bytes, nameEnd + 1, end);
            if (broken < 0)
                return false;
            begin(bytes, start, nameEnd, broken, name);
            return true;
        }
        drop(leader.pid, pending.get(leader.pid));
        view.show(leader, name, result, splitter.line, bytes, start, nameEnd, end, close, valueStart(bytes, close));
        visitor.call(view);
        return true;
    };
    const readResumed = (bytes, start, end) => {
        if (!startsWith(bytes, start, end, RESUMED_HEAD))
            return false;
        const nameStart = start + RESUMED_HEAD.length;
        let nameEnd = nameStart;
        while (NAME_BYTE[bytes[nameEnd]] === 1)
            nameEnd++;
        if (nameEnd === nameStart || !startsWith(bytes, nameEnd, end, RESUMED_TAIL))
            return false;
        let at = nameEnd + RESUMED_TAIL.length;
        const call = pending.get(leader.pid);
        if (call === undefined || !call.open)
            return false;
        // strace 4.24 may name an earlier call of the thread when it could not read the number of this one.
        if (call.name !== nameAt(bytes, nameStart, nameEnd) && !isNameless(call.name.text))
            return false;
        const close = findResult(bytes, at - 1, end);
        if (bytes[at] === trace_parser_SPACE)
            at++;
        if (close < 0) {
            const broken = close === OPEN_STRING ? -1 : breakStart(bytes, at - 1, end);
            if (broken < 0)
                return false;
            if (call.length > 0)
                pending.append(call, bytes, at, broken);
            return true;
        }
        call.open = false;
        view.showResumed(leader.pid, call, result, bytes, at, end, close, valueStart(bytes, close));
        visitor.call(view);
        return true;
    };
    const readEnd = (text, pid) => {
        const superseded = /^\+\+\+ superseded by execve in pid (\d+) \+\+\+$/.exec(text);
        if (superseded) {
            const by = Number(superseded[1]);
            drop(pid, pending.get(pid));
            pending.move(by, pid);
            visitor.superseded(pid, by);
            return true;
        }
        const exit = parseExit(text);
        if (!exit)
            return false;
        drop(pid, pending.get(pid));
        pending.forget(pid);
        modes.forget(pid);
        visitor.exit(pid, exit);
        return true;
    };
    const readEvent = (bytes, start, end) => {
        if (end - start > MAX_EVENT_LENGTH)
            return false;
        const text = textOf(bytes, start, end);
        if (bytes[start] === PLUS)
            return readEnd(text, leader.pid);
        const signal = /^--- (stopped by )?(SIG\w+|\d+)( \{.*\})? ---$/.exec(text);
        if (!signal)
            return false;
        if (signal[1] === undefined)
            visitor.signal(leader.pid, signal[2] ?? '');
        else
            visitor.stopped(leader.pid, signal[2] ?? '');
        return true;
    };
    /** Lines that strace writes about itself: `strace: Process 5 attached`, `[ Process PID=5 runs in 32 bit mode. ]`. */
    const readNote = (bytes, start, end) => {
        if (bytes[start] !== trace_parser_OPEN_BRACKET && bytes[start] !== 0x73 && bytes[start] !== 0x50)
            return false;
        const note = NOTE.exec(textOf(bytes, start, end));
        if (!note)
            return false;
        if (note[1] !== undefined)
            modes.set(Number(note[1]), note[2] === '32 bit');
        return true;
    };
    const readRest = (bytes, end) => {
        const at = leader.at;
        if (at >= end)
            return false;
        const first = bytes[at];
        if (first === trace_parser_LESS)
            return readResumed(bytes, at, end);
        if (first === PLUS || first === trace_parser_MINUS)
            return readEvent(bytes, at, end);
        return readCall(bytes, at, end) || readNote(bytes, at, end);
    };
    const splitter = createLineSplitter((bytes, start, end) => {
        const known = readLeader(bytes, start, end, leader) ? readRest(bytes, end) : readNote(bytes, start, end);
        if (!known)
            visitor.unreadable(textOf(bytes, start, end).slice(0, SAMPLE_LENGTH));
    });
    return {
        get lines() {
            return splitter.line;
        },
        write: (chunk) => splitter.write(chunk),
        end() {
            const cut = splitter.end();
            for (const pid of pending.pids())
                drop(pid, pending.get(pid));
            return cut;
        },
    };
}
/** Where the mark begins that says that the call broke off here; -1 when there is none. */
function breakStart(bytes, start, end) {
    if (bytes[end - 1] !== trace_parser_GREATER)
        return -1;
    if (endsWith(bytes, start, end, UNFINISHED))
        return end - UNFINISHED.length;
    const from = Math.max(start, end - 100);
    const match = BREAK.exec(bytes.toString('latin1', from, end));
    return match ? from + match.index : -1;
}
function parseExit(text) {
    const exited = /^\+\+\+ exited with (\d{1,3}) \+\+\+$/.exec(text);
    if (exited)
        return { kind: 'exited', code: Number(exited[1]) };
    const killed = /^\+\+\+ killed by (SIG\w+|\d+) (\(core dumped\) )?\+\+\+$/.exec(text);
    return killed ? { kind: 'killed', signal: killed[1] ?? '', coreDumped: killed[2] !== undefined } : null;
}
/** At most as much as a sample or an event needs, whatever the line's length. */
function textOf(bytes, start, end) {
    return bytes.toString('utf8', start, Math.min(end, start + MAX_EVENT_LENGTH));
}

;// CONCATENATED MODULE: ./src/trace/hang/socket-address.ts
/**
 * Reads the address out of the arguments of connect(2) as strace prints them: `10.0.0.1:443`, `[::1]:53`,
 * `unix /run/x.sock`; null for other families and forms.
 */
function socketAddress(args) {
    const port = /\bsin6?_port=htons\((\d+)\)/.exec(args)?.[1];
    const four = /\binet_addr\("([^"]+)"\)/.exec(args)?.[1];
    if (port !== undefined && four !== undefined)
        return `${four}:${port}`;
    const six = /\binet_pton\(AF_INET6, "([^"]+)"/.exec(args)?.[1];
    if (port !== undefined && six !== undefined)
        return `[${six}]:${port}`;
    const path = /\bsun_path=(@?"[^"]*")/.exec(args)?.[1];
    return path === undefined ? null : `unix ${path.replaceAll('"', '')}`;
}

;// CONCATENATED MODULE: ./src/trace/hang/last-calls.ts


/** The program closed the socket before anybody answered. */
const NO_ANSWER = 'no answer';
const TEXT_LENGTH = 200;
const PAUSE = 2;
const MAX_CONNECTS = 200;
const MAX_OPENED = 10_000;
/** Go's scheduler interrupts its threads; each time the handler returns by this call. */
const HANDLER_END = 'rt_sigreturn';
/** Reads a whole trace once more, for a program that hung: it costs too much for every run. */
function createLastCalls(options) {
    const { at, windowSeconds } = options;
    const threads = new Map();
    const connects = new Map();
    const opened = new Map();
    const threadOf = (tid) => {
        const thread = threads.get(tid) ?? { last: null, recent: new Map(), stoppedBy: '' };
        threads.set(tid, thread);
        return thread;
    };
    const count = (thread, call, time) => {
        const interrupted = call.outcome === 'interrupted';
        const errno = call.errno?.text ?? null;
        const key = `${call.name.text} ${errno} ${interrupted}`;
        const known = thread.recent.get(key) ?? {
            name: call.name.text,
            errno,
            interrupted,
            count: 0,
            since: time,
            lastTime: time,
            sample: '',
        };
        if (time - known.lastTime > PAUSE)
            known.since = time;
        known.lastTime = time;
        if (time > at - windowSeconds && call.outcome !== 'unreturned') {
            known.count++;
            // A new text for each would be most of the work.
            if (known.sample === '')
                known.sample = call.text(TEXT_LENGTH);
        }
        thread.recent.set(key, known);
    };
    const note = (call, open) => {
        const time = call.time();
        if (time === null || time > at)
            return;
        const thread = threadOf(call.pid);
        if (!open)
            count(thread, call, time);
        if (call.name.text === HANDLER_END)
            return;
        thread.stoppedBy = '';
        thread.last = {
            name: call.name.text,
            text: call.text(TEXT_LENGTH),
            args: call.args().slice(0, TEXT_LENGTH),
            errno: call.errno?.text ?? null,
            interrupted: call.outcome === 'interrupted',
            time,
        };
    };
    const parser = createTraceParser({
        call(call) {
            note(call, false);
            if ((call.time() ?? Number.POSITIVE_INFINITY) <= at)
                follow(call, connects, opened);
        },
        begun(call) {
            note(call, true);
            return true;
        },
        signal: () => undefined,
        stopped(pid, name) {
            threadOf(pid).stoppedBy = name;
        },
        exit: () => undefined,
        superseded(pid, by) {
            const thread = threads.get(by);
            if (thread)
                threads.set(pid, thread);
        },
        unreadable: () => undefined,
    }, options);
    return {
        write: (chunk) => parser.write(chunk),
        end() {
            parser.end();
            return { threads: new Map([...threads].map(([tid, one]) => [tid, finished(one)])), opened, ...listed() };
        },
    };
    function listed() {
        return { connects: [...connects.values()].map(({ fd: _, ...connect }) => connect) };
    }
}
function finished({ last, recent, stoppedBy }) {
    const calls = [...recent.values()].filter((one) => one.count > 0);
    return {
        last,
        stoppedBy,
        recent: calls.map(({ lastTime: _, ...one }) => one).sort((a, b) => b.count - a.count),
    };
}
/** What a call says of descriptors: which file one is, whom one reaches. */
function follow(call, connects, opened) {
    const name = call.name.text;
    if (name === 'openat' || name === 'open') {
        const path = /"((?:[^"\\]|\\.)*)"/.exec(call.args())?.[1];
        if (call.outcome === 'returned' && path !== undefined && opened.size < MAX_OPENED)
            opened.set(Number.parseInt(call.value(), 10), path);
    }
    else if (name === 'connect')
        onConnect(call, connects);
    else if (name === 'getsockopt' && call.args().includes('SO_ERROR'))
        onAnswer(call, connects);
    else if (name === 'close')
        settle(connects, descriptorOf(call.args()));
}
function onConnect(call, connects) {
    const args = call.args();
    const address = socketAddress(args);
    const time = call.time();
    if (address === null || time === null)
        return;
    const known = connects.get(address);
    if (!known && connects.size === MAX_CONNECTS)
        return;
    const errno = call.errno?.text ?? null;
    const pending = errno === 'EINPROGRESS' || call.outcome === 'unreturned' || call.outcome === 'interrupted';
    // Set anew, so that the latest is the last.
    connects.delete(address);
    connects.set(address, {
        address,
        fd: descriptorOf(args),
        attempts: (known?.attempts ?? 0) + 1,
        pending,
        errno: pending ? (known?.errno ?? null) : errno,
        first: known?.first ?? time,
        last: time,
    });
}
/** `getsockopt(7, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0`: how a connect that was in progress ended. */
function onAnswer(call, connects) {
    const args = call.args();
    const answer = /SO_ERROR, \[(\w+)\]/.exec(args)?.[1] ?? '0';
    settle(connects, descriptorOf(args), answer === '0' ? null : answer);
}
function settle(connects, fd, errno) {
    for (const attempt of connects.values()) {
        if (attempt.fd !== fd)
            continue;
        if (errno !== undefined)
            attempt.errno = errno;
        else if (attempt.pending)
            attempt.errno = NO_ANSWER;
        attempt.pending = false;
        attempt.fd = '';
    }
}
function descriptorOf(args) {
    return /^-?\d+/.exec(args)?.[0] ?? '';
}

;// CONCATENATED MODULE: ./src/trace/hang/hang-connects.ts

const RETRY_SECONDS = 30;
function connecting({ at, connects, threads }) {
    const attempt = connects.findLast((one) => one.pending);
    const thread = threads.find(({ call }) => call === 'connect');
    if (!attempt && !thread)
        return null;
    const to = attempt?.address ?? 'somebody';
    const seconds = attempt ? at - attempt.last : (thread?.forMs ?? 0) / 1000;
    return {
        ...(thread ? { thread } : {}),
        sentence: `It has been connecting to ${to} for ${seconds.toFixed(1)} s and nobody answers: ${reachOf(to)}`,
        hint: reachHint(to),
    };
}
function connectingAgain({ at, connects }) {
    const failed = connects.filter(({ errno, last }) => errno !== null && errno !== 'EINPROGRESS' && at - last < RETRY_SECONDS);
    const attempt = failed.findLast(({ address, attempts }) => attempts > 1 || isNameServer(address));
    if (!attempt)
        return null;
    const { address, errno } = attempt;
    const reason = errno === NO_ANSWER ? 'gets no answer' : `gets ${errno}`;
    return {
        sentence: `It tries to reach ${address} again and again (${attempt.attempts} times) and ${reason}: ${reachOf(address)}`,
        hint: reachHint(address),
    };
}
function isNameServer(address) {
    return address.endsWith(':53');
}
function reachOf(address) {
    if (isNameServer(address))
        return 'it looks a name up, and there is no name server here.';
    if (address.startsWith('unix '))
        return 'the service behind that socket is not here.';
    if (/^(127\.|\[::1\])/.test(address))
        return 'nothing accepts there, inside the engine.';
    return 'the engine has no network, so this never ends.';
}
function reachHint(address) {
    if (/^(127\.|\[::1\])/.test(address) && !isNameServer(address))
        return 'Start what it needs beside it, or let it start without.';
    return 'Let it start without its peers: give it arguments or env for that, or a stand-in on loopback.';
}

;// CONCATENATED MODULE: ./src/trace/hang/hang-finding.ts
function subject({ tid, pid, comm }) {
    return `${tid === pid ? 'The main thread' : `Thread ${tid}`} of ${comm}`;
}
function since({ forMs }) {
    return forMs === null ? 'for a while' : `for ${(forMs / 1000).toFixed(1)} s`;
}
/** The descriptor of its call, behind the call's name. */
function onDescriptor({ descriptor }) {
    return descriptor === '' ? '' : ` on ${descriptor}`;
}

;// CONCATENATED MODULE: ./src/trace/hang/hang-view.ts

/** Calls whose first argument is a descriptor that one can wait for. */
const ON_DESCRIPTOR = /^(read|readv|pread64|preadv|preadv2|write|writev|pwrite64|recvfrom|recvmsg|recvmmsg|sendto|sendmsg|accept|accept4|connect|flock|fcntl|fsync|fdatasync|ioctl|splice|tee|sendfile|copy_file_range|getdents64)$/;
/** @param nameOf name of a syscall number on the machine that it ran on */
function joinHang(snapshot, calls, nameOf) {
    return {
        at: snapshot.at,
        pid: snapshot.threads[0]?.pid ?? 0,
        clocksource: snapshot.clocksource,
        threads: snapshot.threads.map((thread) => joinThread(thread, snapshot, calls, nameOf)),
        connects: calls?.connects ?? [],
        goroutines: parseGoroutines(snapshot.goroutines),
    };
}
function joinThread(thread, { at, windowMs, why }, calls, nameOf) {
    const known = calls?.threads.get(thread.tid);
    const last = known?.last ?? null;
    const asked = thread.syscall === null ? null : (nameOf(thread.syscall) ?? `syscall ${thread.syscall}`);
    // Where the kernel does not tell, a call that a signal broke off, or that never came back, is what it is in.
    const call = asked ?? (thread.state === 'S' && last && last.errno === null ? last.name : null);
    // What strace wrote belongs to another call when the two disagree: the thread has moved on.
    const text = last && (call === null || last.name === call) ? last : null;
    const fd = Number.parseInt(text?.args ?? thread.args[0] ?? '', text ? 10 : 16);
    const descriptor = thread.descriptor || (calls?.opened.get(fd) ?? '');
    return {
        pid: thread.pid,
        tid: thread.tid,
        comm: thread.comm,
        state: thread.state,
        wchan: thread.wchan,
        call,
        text: text?.text ?? (call ? `${call}(${thread.args.slice(0, 3).join(', ')}, …)` : ''),
        args: text?.args ?? thread.args.join(', '),
        errno: call === null ? (last?.errno ?? null) : null,
        // A build is traced from the end on: when the call began is not seen.
        forMs: text && why !== 'build-timeout' ? Math.max(0, Math.round((at - text.time) * 1000)) : null,
        descriptor: call !== null && ON_DESCRIPTOR.test(call) ? descriptor : '',
        busy: windowMs > 0 ? Math.min(1, Math.max(0, thread.recentCpuMs / windowMs)) : 0,
        cpuMs: thread.cpuMs,
        recent: known?.recent ?? [],
        stoppedBy: known?.stoppedBy ?? '',
    };
}
/** Longest sleep of Go's sysmon. */
const MONITOR_NANOSECONDS = 10_000_000;
/**
 * Go's sysmon: sleeps 20 µs to 10 ms between its looks at the other threads, with NULL for the rest of the time
 * (runtime/proc.go, sys_linux_amd64.s), while any of them works.
 */
function isSystemMonitor({ recent, text }) {
    const texts = [text, ...recent.filter(({ name }) => name === 'nanosleep').map(({ sample }) => sample)];
    return texts.some((one) => {
        const nanoseconds = /^nanosleep\(\{tv_sec=0, tv_nsec=(\d+)\}, (?:NULL|$)/.exec(one)?.[1];
        return nanoseconds !== undefined && Number(nanoseconds) <= MONITOR_NANOSECONDS;
    });
}

;// CONCATENATED MODULE: ./src/trace/hang/poll-calls.ts
/** Calls that wait for any of several descriptors. */
const POLL_CALLS = /^(epoll_wait|epoll_pwait|epoll_pwait2|poll|ppoll|select|pselect6)$/;

;// CONCATENATED MODULE: ./src/trace/hang/hang-idle.ts




const LOCK_STATES = /^(chan |select|semacquire|sync\.)/;
function sleeping({ goroutines }) {
    const main = mainOf(goroutines);
    if (main?.state !== 'sleep')
        return null;
    return {
        sentence: `main sleeps (time.Sleep)${placeOf(main)}.`,
        hint: 'If it is a service, say when it is ready (ready: tcp:PORT).',
    };
}
function networkIdle({ threads, goroutines }) {
    const polls = threads.find(({ call }) => call !== null && POLL_CALLS.test(call));
    const waits = goroutines.find(({ state }) => state === 'IO wait');
    const others = goroutines.some(({ state }) => LOCK_STATES.test(state));
    if (!polls || (!waits && (others || goroutines.length > 0)))
        return null;
    const who = waits ? ` (${waits.id === 1 ? 'main' : `goroutine ${waits.id}`}${placeOf(waits)})` : '';
    return {
        thread: polls,
        sentence: `Its event loop is idle: ${polls.call} waits ${since(polls)} and nothing comes from any socket or pipe${who}. It waits for the network or for a client.`,
        hint: 'If it serves, let ready and exercise name its port; if it needs a peer, let it start without.',
    };
}
function deadlock({ threads, goroutines }) {
    const live = threads.filter((thread) => !isSystemMonitor(thread) && thread.state !== 'Z');
    const parked = live.every(({ call }) => call === 'futex' || (call !== null && POLL_CALLS.test(call)));
    if (live.length === 0 || !parked)
        return null;
    const main = mainOf(goroutines);
    const who = main ? ` main waits in ${main.state}${placeOf(main)}.` : '';
    const all = live.every(({ call }) => call === 'futex')
        ? 'All threads wait in futex'
        : 'All threads wait in futex or in the poller';
    return {
        sentence: `${all}: its goroutines or threads wait for each other, or for a signal.${who}`,
        hint: 'See who should release the lock or send to the channel.',
    };
}
function mainOf(goroutines) {
    return goroutines.find(({ id }) => id === 1);
}
function placeOf(goroutine) {
    const frame = ownFrame(goroutine);
    return frame
        ? ` at ${frame.function} (${frame.file.slice(frame.file.lastIndexOf('/') + 1)}:${frame.line})`
        : '';
}

;// CONCATENATED MODULE: ./src/trace/hang/hang-loops.ts



/** Calls within the window (two seconds) from which on something counts as done again and again. */
const MANY = 20;
/** So often is no way to wait. */
const VERY_MANY = 200;
/** Part of a processor. On a machine that others use as well, a loop without calls gets no more. */
const BUSY = 0.1;
/** Clocks that the C library and Go read without a call (arch/x86/include/asm/vdso/clocksource.h, arm64 the same). */
const FAST_CLOCKS = /^(tsc|kvm-clock|hyperv_clocksource_tsc_page|arch_sys_counter)$/;
const CLOCK_CALLS = /^(clock_gettime|clock_gettime64|gettimeofday|time)$/;
const SLEEP_CALLS = /^(nanosleep|clock_nanosleep|clock_nanosleep_time64)$/;
function interruptedAgain({ threads }) {
    const found = mostFrequent(threads, isInterrupted, MANY);
    if (!found)
        return null;
    const { thread, call } = found;
    // Go's scheduler interrupts a busy thread now and then.
    const all = total(thread.recent.filter(({ name }) => name === call.name));
    if (call.count * 2 < all)
        return null;
    return {
        thread,
        sentence: `${subject(thread)} calls ${call.name} again and again, and a signal interrupts it each time (${times(call)} ${call.errno ?? 'ERESTART'}): a timer that fires faster than the call can end, or a loop on EINTR that never gives up.`,
        hint: 'Find who sends the signal (setitimer, timer_create, a profiler), or block it around the call.',
    };
}
function clockLoop({ threads, clocksource }) {
    const found = mostFrequent(threads, ({ name }) => CLOCK_CALLS.test(name), VERY_MANY);
    if (!found)
        return null;
    const { thread, call } = found;
    const clock = clocksource === '' ? '' : `, the clocksource here is ${clocksource}`;
    const why = FAST_CLOCKS.test(clocksource)
        ? 'it asks for the time by system call, without the vDSO'
        : 'with such a clock every look at the time is a system call, which is slow (tsc and kvm-clock need none)';
    return {
        thread,
        sentence: `${subject(thread)} looks at the clock all the time (${times(call)} ${call.name}${clock}): it waits in a loop for time to pass, and ${why}.`,
        hint: 'Wait with a timer instead of a loop.',
    };
}
function yieldLoop({ threads }) {
    const found = mostFrequent(threads, ({ name }) => name === 'sched_yield', VERY_MANY);
    if (!found)
        return null;
    return {
        thread: found.thread,
        sentence: `${subject(found.thread)} calls sched_yield all the time (${times(found.call)}): it waits in a loop for another thread that does not come on.`,
        hint: 'Wait with a channel, a mutex or a condition instead of a loop.',
    };
}
function sleepLoop({ threads }) {
    const others = threads.filter((thread) => !isSystemMonitor(thread));
    const found = mostFrequent(others, ({ name }) => SLEEP_CALLS.test(name), 2);
    const asleep = others.find(({ call }) => call !== null && SLEEP_CALLS.test(call));
    if (!found && !asleep)
        return null;
    const thread = found?.thread ?? asleep;
    if (!thread)
        return null;
    const what = found
        ? `sleeps and looks again (${times(found.call)} ${found.call.name})`
        : `sleeps ${since(thread)}`;
    return {
        thread,
        sentence: `${subject(thread)} ${what}: it waits for something that does not happen.`,
        hint: 'See what it asks for between its sleeps.',
    };
}
function spin({ threads, goroutines }) {
    // On a machine that is busy otherwise it may have got next to nothing, yet Go says that its code runs.
    const runs = goroutines.some(({ state }) => state === 'running');
    const thread = threads.find(({ state, call, busy: part, recent }) => 
    // Go interrupts a busy thread now and then, and at each signal strace stops it (t).
    /^[Rt]$/.test(state) && call === null && (part >= BUSY || runs) && total(recent.filter(isCall)) < MANY);
    if (!thread)
        return null;
    return {
        thread,
        sentence: `${subject(thread)} uses ${Math.round(thread.busy * 100)} % of a processor and makes no system calls of its own: it computes, or is caught in a loop in its own code.`,
        hint: 'When it is only slow, raise the timeout.',
    };
}
function busy({ threads }) {
    const found = mostFrequent(threads.filter((thread) => !isSystemMonitor(thread)), isCall, MANY);
    if (!found)
        return null;
    const { thread, call } = found;
    const answer = call.errno === null ? '' : `, answered with ${call.errno} each time`;
    return {
        thread,
        sentence: `${subject(thread)} is at work: most of all it calls ${call.name} (${times(call)}${answer}). It is slow under trace, or tries the same for ever.`,
        hint: 'When it is only slow, raise the timeout.',
    };
}
function isInterrupted({ name, interrupted, errno }) {
    // By rt_sigreturn a signal's handler ends; it hands back the answer of the call that the signal broke off.
    return name !== 'rt_sigreturn' && (interrupted || errno === 'EINTR');
}
/** A call that does something: none by which a scheduler lets threads wait and wakes them. */
function isCall({ name }) {
    return !/^(rt_sigreturn|futex|tgkill|getpid)$/.test(name) && !POLL_CALLS.test(name);
}
function mostFrequent(threads, is, atLeast) {
    const all = threads.flatMap((thread) => thread.recent.filter(is).map((call) => ({ thread, call })));
    const found = all.sort((a, b) => b.call.count - a.call.count)[0];
    return found && found.call.count >= atLeast ? found : null;
}
function total(calls) {
    return calls.reduce((sum, { count }) => sum + count, 0);
}
function times({ count }) {
    return `${count} times in the last 2 s`;
}

;// CONCATENATED MODULE: ./src/trace/hang/hang-waits.ts

const LOCK_COMMAND = /\bF_(OFD_)?SETLKW(64)?\b/;
const READ_CALLS = /^(read|readv|pread64|recvfrom|recvmsg|recvmmsg|accept|accept4)$/;
const WRITE_CALLS = /^(write|writev|sendto|sendmsg|sendmmsg|splice|sendfile)$/;
/** Kernel functions in which an open of a named pipe waits for the other side (fs/pipe.c, fs/fifo.c). */
const FIFO_WCHAN = /^(wait_for_partner|fifo_open)$/;
function stopped({ threads }) {
    const thread = threads.find(({ state, stoppedBy }) => state === 'T' || (state === 't' && stoppedBy !== ''));
    if (!thread)
        return null;
    const by = thread.stoppedBy || 'a signal';
    return {
        thread,
        sentence: `${subject(thread)} is stopped by ${by} and waits to be continued: SIGTTIN and SIGTTOU mean that it wants a terminal that is not its own, SIGSTOP that somebody stopped it.`,
        hint: 'Let it not ask a terminal when it has none.',
    };
}
function entropy({ threads }) {
    const thread = threads.find(({ call, descriptor }) => call === 'getrandom' || (call !== null && descriptor === '/dev/random'));
    if (!thread)
        return null;
    return {
        thread,
        sentence: `${subject(thread)} waits for random numbers (${thread.call}) ${since(thread)}: the machine has not gathered enough entropy, as virtual machines of EL7 do soon after their boot.`,
        hint: 'Read /dev/urandom (crypto/rand does), and give the machine virtio-rng, rngd or haveged.',
    };
}
function fileLock({ threads }) {
    const thread = threads.find(({ call, args, text }) => call === 'flock' || (call?.startsWith('fcntl') === true && LOCK_COMMAND.test(text || args)));
    if (!thread)
        return null;
    return {
        thread,
        sentence: `${subject(thread)} waits ${since(thread)} for a lock on ${thread.descriptor || 'a file'} (${thread.call}), which another process holds, or itself through another descriptor.`,
        hint: 'Is a second copy of it running, or was the lock never given back?',
    };
}
function fifoOpen({ threads }) {
    const thread = threads.find(({ call, wchan, forMs }) => (call === 'openat' || call === 'open') &&
        (FIFO_WCHAN.test(wchan) || (wchan === '' && (forMs ?? 0) > 1000)));
    if (!thread)
        return null;
    return {
        thread,
        sentence: `${subject(thread)} is in ${thread.text} ${since(thread)}: opening a named pipe waits until somebody opens its other end.`,
        hint: 'Start the other side, or open it with O_NONBLOCK or O_RDWR.',
    };
}
function reading({ threads }) {
    const thread = threads.find(({ call }) => call !== null && READ_CALLS.test(call));
    if (!thread)
        return null;
    return {
        thread,
        sentence: `${subject(thread)} waits ${since(thread)} in ${thread.call}${onDescriptor(thread)}: nothing comes, and the other side does not close.`,
        hint: 'Its standard input is /dev/null in the gate; who should write to it?',
    };
}
function writing({ threads }) {
    const thread = threads.find(({ call }) => call !== null && WRITE_CALLS.test(call));
    if (!thread)
        return null;
    return {
        thread,
        sentence: `${subject(thread)} waits ${since(thread)} in ${thread.call}${onDescriptor(thread)}: nobody reads what it writes.`,
        hint: 'Who should read it?',
    };
}
function disk({ threads }) {
    const thread = threads.find(({ state }) => state === 'D');
    if (!thread)
        return null;
    const where = thread.wchan === '' ? '' : ` (${thread.wchan})`;
    return {
        thread,
        sentence: `${subject(thread)} waits for a disk or a network file system${where}, which no signal interrupts.`,
        hint: 'Is the machine short of memory, or a mount gone?',
    };
}

;// CONCATENATED MODULE: ./src/trace/hang/hang-kinds.ts





const WAIT_CALLS = /^(wait4|waitid|waitpid)$/;
const HANG_KINDS = [
    { kind: 'stopped', find: stopped },
    { kind: 'eintr-loop', find: interruptedAgain },
    { kind: 'entropy', find: entropy },
    { kind: 'file-lock', find: fileLock },
    { kind: 'fifo-open', find: fifoOpen },
    { kind: 'connect', find: connecting },
    { kind: 'connect-retry', find: connectingAgain },
    { kind: 'child', find: waitsForChild },
    { kind: 'clock-loop', find: clockLoop },
    { kind: 'yield-loop', find: yieldLoop },
    { kind: 'sleep-loop', find: sleepLoop },
    { kind: 'spin', find: spin },
    { kind: 'busy', find: busy },
    { kind: 'read', find: reading },
    { kind: 'write', find: writing },
    { kind: 'disk', find: disk },
    { kind: 'sleep', find: sleeping },
    { kind: 'network-idle', find: networkIdle },
    { kind: 'deadlock', find: deadlock },
];
/** The first kind that fits. */
function findKind(view) {
    for (const { kind, find } of HANG_KINDS) {
        const finding = find(view);
        if (finding)
            return { kind, finding };
    }
    return null;
}
function waitsForChild(view) {
    const { threads, pid } = view;
    const waits = threads.find(({ call }) => call !== null && WAIT_CALLS.test(call));
    const child = threads.find((thread) => thread.pid !== waits?.pid && thread.pid !== pid);
    if (!waits)
        return null;
    // Its own children are among the rest, for the case that it waits itself.
    const rest = threads.filter((thread) => thread.pid !== waits.pid);
    const about = child ? findKind({ ...view, threads: rest, pid: child.pid }) : null;
    const what = child ? `${child.comm} (process ${child.pid})` : 'a child';
    return {
        thread: waits,
        sentence: `${subject(waits)} waits ${since(waits)} for ${what} to end${about ? `, of which is seen: ${about.finding.sentence}` : '.'}`,
        hint: about?.finding.hint ?? 'Why does the child not end?',
    };
}

;// CONCATENATED MODULE: ./src/trace/hang/diagnose.ts



/** What the reading of a trace counts as just before the hang; the sentences say so. */
const WINDOW_SECONDS = 2;
const MAX_THREADS = 20;
const diagnose_MAX_GOROUTINES = 10;
const REPEATED = 3;
/**
 * What holds a program up, and what that usually means.
 * @param calls from the trace; null when there is none
 * @param nameOf name of a syscall number on the machine that it ran on
 */
function diagnoseHang(snapshot, calls, nameOf) {
    const view = joinHang(snapshot, calls, nameOf);
    const found = findKind(view);
    const threads = ordered(view, found?.finding.thread);
    return {
        kind: found?.kind ?? 'unknown',
        sentence: found?.finding.sentence ?? 'What it waits for is not plain from its calls.',
        hint: found?.finding.hint ?? '',
        clocksource: view.clocksource,
        threads: threads.slice(0, MAX_THREADS).map(threadLine),
        moreThreads: snapshot.moreThreads + Math.max(0, threads.length - MAX_THREADS),
        goroutines: view.goroutines.slice(0, diagnose_MAX_GOROUTINES).map(renderGoroutine),
    };
}
/** What tells most comes first: the thread that showed it, then who is in another call than futex. */
function ordered({ threads }, first) {
    const rank = (thread) => thread === first ? 0 : isSystemMonitor(thread) ? 3 : thread.call === 'futex' ? 2 : 1;
    return [...threads].sort((a, b) => rank(a) - rank(b));
}
function threadLine(thread) {
    const { pid, tid, comm, state, text, call, errno, forMs, wchan, descriptor, busy } = thread;
    const most = thread.recent.find(({ count, name }) => count >= REPEATED && name !== 'rt_sigreturn');
    const answer = most?.errno ?? (most?.interrupted ? 'interrupted' : '');
    return {
        ...{
            pid,
            tid,
            comm,
            state,
            call: wholeCall(text),
            inCall: call !== null,
            errno,
            forMs,
            wchan,
            descriptor,
        },
        cpuPercent: Math.round(busy * 100),
        repeats: most ? `${most.name} ${most.count}×${answer && ` ${answer}`}` : '',
    };
}
/** Without its result; what strace had not written yet is an ellipsis. */
function wholeCall(text) {
    const close = text.lastIndexOf(') = ');
    if (close >= 0)
        return text.slice(0, close + 1);
    return text === '' || text.endsWith(')') ? text : `${text.replace(/,? *$/, '')}, …`;
}
/** `thread 12 (app): in futex(0x5, FUTEX_WAIT_PRIVATE, 0, NULL) for 2.9 s, 0 % of a processor` */
function renderThread(line) {
    const where = line.call === '' ? `state ${line.state}` : `${line.inCall ? 'in' : 'after'} ${line.call}`;
    const facts = [
        where + (line.forMs === null ? '' : ` for ${(line.forMs / 1000).toFixed(1)} s`),
        ...(line.descriptor === '' ? [] : [`on ${line.descriptor}`]),
        ...(line.repeats === '' ? [] : [`repeats ${line.repeats} in 2 s`]),
        ...(line.cpuPercent === 0 ? [] : [`${line.cpuPercent} % of a processor`]),
        ...(line.wchan === '' || line.state === 'R' ? [] : [`kernel: ${line.wchan}`]),
    ];
    return `thread ${line.tid} (${line.comm}): ${facts.join(', ')}`;
}

;// CONCATENATED MODULE: ./src/judge/hang.ts


/** Finding.evidence has ten lines; the program's own last words count too. */
const hang_MAX_THREADS = 4;
const hang_MAX_GOROUTINES = 3;
const hang_MAX_LINE = 300;
/** What held the program up, as a sentence behind another; empty when no timeout passed. */
function hangSentence({ run }) {
    return run?.hang ? ` ${run.hang.sentence}` : '';
}
/** What to do about it, as a sentence behind another. */
function hangHint({ run }) {
    return run?.hang?.hint ? ` ${run.hang.hint}` : '';
}
/** Its threads and goroutines, then its last output. */
function hangEvidence(facts) {
    const hang = facts.run?.hang;
    if (!hang)
        return outputTail(facts);
    const seen = [
        ...hang.threads.slice(0, hang_MAX_THREADS).map(renderThread),
        ...hang.goroutines.slice(0, hang_MAX_GOROUTINES),
    ].map((line) => line.slice(0, hang_MAX_LINE));
    return [...seen, ...outputTail(facts, 3)];
}

;// CONCATENATED MODULE: ./src/judge/rules/hung.ts


const hung = {
    id: 'hung',
    title: 'The program did not end within run-timeout',
    check: (facts) => blame(facts, hangs(facts)),
};
function hangs(facts) {
    const result = facts.run?.result;
    if (!result?.timedOut)
        return [];
    return [
        {
            level: 'error',
            message: `The program did not end within run-timeout and was killed.${hangSentence(facts)}`,
            fix: `If it is a service, say when it is ready (ready: tcp:PORT); if it needs longer, raise run-timeout.${hangHint(facts)}`,
            evidence: hangEvidence(facts),
        },
    ];
}

;// CONCATENATED MODULE: ./src/reach/function-name.ts
/**
 * Import path of the package of a function, from the name that the linker wrote; empty when it has none, as code that
 * the compiler made for types. Generic arguments are left out, escaped characters are read (`gopkg.in/yaml%2ev3.Node`).
 * Rule: debug/gosym.Sym.PackageName and cmd/internal/objabi.PathToPrefix.
 */
function packageOf(name) {
    const plain = withoutTypeArguments(name);
    if (/^(go|type)[.:]/.test(plain))
        return '';
    const element = plain.lastIndexOf('/') + 1;
    const dot = plain.indexOf('.', element);
    return dot < 0 ? '' : readEscapes(plain.slice(0, dot));
}
/** The name as Go's tools print it: escaped characters of the package path are read. */
function readableName(name) {
    const element = withoutTypeArguments(name).lastIndexOf('/') + 1;
    const dot = name.indexOf('.', element);
    return dot < 0 ? name : readEscapes(name.slice(0, dot)) + name.slice(dot);
}
function withoutTypeArguments(name) {
    const open = name.indexOf('[');
    const close = name.lastIndexOf(']');
    return open < 0 || close < open ? name : name.slice(0, open) + name.slice(close + 1);
}
function readEscapes(path) {
    if (!path.includes('%'))
        return path;
    const bytes = path.replace(/%([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    // What was not ASCII was escaped byte by byte.
    return /^[\0-\xff]*$/.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
}

;// CONCATENATED MODULE: ./src/reach/owner.ts
/** Packages of the runtime proper; `runtime/debug`, `runtime/pprof` and others are library. */
const RUNTIME = /^(runtime|(runtime\/internal|internal\/runtime)\/.*)$/;
/** Before Go 1.18 the linker named the main module of a program outside a module so, or not at all. */
const MAIN = 'main';
/** Tells of each package whose it is. Without build information there are no modules. */
function openOwners(info) {
    const main = info?.main ?? null;
    const modules = [...(main === null ? [] : [main]), ...(info?.deps ?? [])];
    const known = new Map();
    return (importPath) => {
        const owner = known.get(importPath) ?? ownerOf(importPath, info?.path ?? '', main, modules);
        known.set(importPath, owner);
        return owner;
    };
}
function ownerOf(importPath, program, main, modules) {
    if (importPath === MAIN)
        return { package: program || MAIN, origin: 'main', module: main && render(main) };
    // An external test package stands beside the package that it tests.
    const module = longestPrefix(importPath.replace(/_test$/, ''), modules);
    if (module !== null)
        return { package: importPath, origin: module === main ? 'main' : 'dependency', module: render(module) };
    return { package: importPath, origin: originOf(importPath), module: null };
}
function longestPrefix(importPath, modules) {
    let longest = null;
    for (const module of modules) {
        if (!holds(module.path, importPath))
            continue;
        if (longest === null || module.path.length > longest.path.length)
            longest = module;
    }
    return longest;
}
function holds(modulePath, importPath) {
    return importPath === modulePath || (modulePath !== '' && importPath.startsWith(`${modulePath}/`));
}
function originOf(importPath) {
    if (RUNTIME.test(importPath))
        return 'runtime';
    const first = importPath.split('/')[0] ?? '';
    if (first === '' || first.includes('.'))
        return 'unknown';
    return 'std';
}
function render(module) {
    const { path, version } = module.replace ?? module;
    return version === '' ? path : `${path}@${version}`;
}

;// CONCATENATED MODULE: ./src/judge/go-probe-table.ts


/** Parses data/go-probes.csv. @throws CsvError with line and column */
function parseGoProbeTable(csv) {
    const table = parseCsv('go-probes.csv', csv);
    return table.rows.map((row) => probeOf(table, row));
}
function probeOf(table, row) {
    const cell = (column, form, what) => cellOf(table, row, column, form, what);
    const from = minorOf(cell('from', /^1\.\d+$/, 'a Go release such as 1.23'));
    const last = cell('to', /^(?:1\.\d+)?$/, 'a Go release or empty');
    const to = last === '' ? null : minorOf(last);
    if (to !== null && to < from)
        throw cellError(table, row, 'to', `${last} is older than the release in from`);
    cell('source', /\S/, 'a place in the sources of Go');
    return {
        syscall: cell('syscall', /^\w+$/, 'the name of a syscall'),
        package: cell('package', /^[a-z0-9/]+$/, 'the import path of a package of Go'),
        from,
        to,
        kind: cell('kind', /^(?:fallback|on-request)$/, 'fallback or on-request'),
        otherwise: cell('otherwise', /\S/, 'what Go does instead'),
    };
}
function minorOf(release) {
    return Number(release.slice(2));
}
/**
 * The row for a call in a package of Go, null when there is none for this release.
 * @param version as the build information has it, `go1.26.8`; of one that names no release every row may be
 */
function findGoProbe(probes, { syscall, package: importPath }, version) {
    const minor = goMinor(version);
    return (probes.find((probe) => probe.syscall === syscall &&
        probe.package === importPath &&
        (minor === null || (minor >= probe.from && minor <= (probe.to ?? minor)))) ?? null);
}

;// CONCATENATED MODULE: ./src/judge/reach-account.ts






/**
 * Null when there is no reach (`noReach` of the facts says why), or when the target does not exist on the file's
 * architecture, so that nobody can say what it has there.
 */
function reachAccount(facts) {
    const { reach, profile, architecture } = facts;
    if (!reach || !profile.architectures.includes(architecture))
        return null;
    const ownerOf = openFunctionOwners(facts.inspection.go);
    const calling = (place, probe) => ({
        ...place,
        by: blamed(place, ownerOf),
        route: routeOf(place, ownerOf),
        probe,
    });
    const groups = new Map();
    for (const call of reach.calls) {
        const name = nameOf(call);
        const group = groups.get(name);
        if (group)
            group.push(call);
        else
            groups.set(name, [call]);
    }
    const syscalls = [...groups].map(([name, calls]) => reachedSyscall(facts, name, calls, calling));
    return {
        syscalls: syscalls.sort((a, b) => Number(a.offered) - Number(b.offered) || (a.name < b.name ? -1 : 1)),
        unknown: reach.unknown.map((place) => calling(place, null)),
        functions: reach.functions,
        cgo: reach.cgo,
    };
}
function nameOf({ syscall, number }) {
    return syscall ?? `syscall_0x${number.toString(16)}`;
}
function reachedSyscall(facts, name, calls, calling) {
    const { profile, architecture, model, known, inspection } = facts;
    const version = inspection.go?.version ?? '';
    return {
        id: syscallId(name),
        name,
        since: renderSince(sinceOf(syscallId(name), model, architecture)),
        offered: profile.syscalls[architecture].has(name),
        seen: facts_usesOf(ownProgram(facts), [name]).length > 0,
        places: calls.map(({ place }) => calling(place, findGoProbe(known.probes, { syscall: name, package: place.package }, version))),
    };
}
/** Packages whose functions do nothing but hand a call on, so that the caller is to blame. */
const WRAPPERS = /^golang\.org\/x\/sys\//;
function blamed(place, ownerOf) {
    if (!WRAPPERS.test(place.package))
        return place.module;
    const callers = place.path.slice(0, -1).reverse();
    for (const caller of callers) {
        const owner = ownerOf(caller);
        const isGo = owner.origin === 'runtime' || owner.origin === 'std';
        if (!isGo && owner.package !== '' && !WRAPPERS.test(owner.package))
            return owner.module ?? owner.package;
    }
    return null;
}
/**
 * Whose a function is, by its name as people read it. Where the last element of an import path has a dot
 * (`gopkg.in/yaml.v3.Unmarshal`), only the module's path tells where the function's own name begins.
 */
function openFunctionOwners(info) {
    const ownerOf = openOwners(info);
    const dotted = (info?.deps ?? []).map(({ path }) => path).filter((path) => /\.[^/]*$/.test(path));
    return (name) => {
        const path = dotted.find((each) => name.startsWith(`${each}.`));
        return ownerOf(path ?? packageOf(name));
    };
}
function routeOf(place, ownerOf) {
    const whole = place.path.map(ownerOf);
    const owners = whole.length > 0 ? whole : [place];
    const names = owners.map(({ module, origin }) => module ?? (origin === 'unknown' ? 'unknown' : 'Go'));
    return [...new Set(names)];
}
/** Calls that the target lacks and that nothing excuses, each with the places that matter. */
function lackingCalls({ syscalls }) {
    return syscalls
        .filter(({ offered }) => !offered)
        .map((call) => ({ ...call, places: call.places.filter(({ probe }) => probe === null) }))
        .filter(({ places }) => places.length > 0);
}
/** Go's own calls that the target lacks, which take another way or wait to be asked for. */
function goProbes({ syscalls, }) {
    return syscalls
        .filter(({ offered }) => !offered)
        .flatMap(({ name, places }) => {
        const probe = places.find((place) => place.probe !== null)?.probe;
        return probe ? [{ name, probe }] : [];
    });
}
/** Why the machine code was not read, to stand after "because". */
const NO_REACH = {
    'not-go': 'it is no Go program',
    'no-function-table': 'its table of functions is missing',
    'unknown-machine': 'it is built for a machine whose code is not read (only amd64 and arm64 are)',
    'unknown-format': 'its table of functions has a form that is not known',
};

;// CONCATENATED MODULE: ./src/judge/callers.ts

/** `github.com/x/y v1.2.3` of `github.com/x/y@v1.2.3`. */
function renderModule(module) {
    return module.replace('@', ' ');
}
/** `golang.org/x/sys/unix.Openat2 <- github.com/x/y v1.2.3`; of Go's own code just the function. */
function renderPlace(place) {
    if (place.by !== null)
        return `${place.function} <- ${renderModule(place.by)}`;
    return place.module === null ? place.function : `${place.function} <- a caller that is not known`;
}
/** `main.main → example.com/a.Open → golang.org/x/sys/unix.Openat2`; empty for a path that tells nothing. */
function renderPath({ path }) {
    return path.length > 1 ? path.join(' → ') : '';
}
/** Who makes these calls, outside Go's own code, a line each; for evidence. */
function callersOf(facts, names, limit = 3) {
    const places = (reachAccount(facts)?.syscalls ?? [])
        .filter(({ name }) => names.includes(name))
        .flatMap((call) => call.places)
        .filter(({ probe, origin }) => probe === null && origin !== 'runtime');
    const lines = [...new Set(places.map((place) => `called by ${renderPlace(place)}`))];
    return lines.slice(0, limit);
}

;// CONCATENATED MODULE: ./src/judge/rules/io-uring-used.ts



const IO_URING = ['io_uring_setup', 'io_uring_enter', 'io_uring_register'];
const FIX = 'Find the module that uses io_uring (Go itself never does) and switch it off or replace it; kernels before 5.1, and those of EL7, answer ENOSYS.';
const ioUringUsed = {
    id: 'io-uring-used',
    title: 'io_uring was used; no kernel before 5.1 has it',
    check(facts) {
        const uses = facts_usesOf(ownProgram(facts), IO_URING);
        const statements = [];
        if (uses.length > 0) {
            const survived = canDoWithout(facts, uses);
            statements.push({
                level: survived ? 'warning' : 'error',
                message: survived
                    ? 'io_uring was tried and refused here, and the program does not fail for it.'
                    : `io_uring was used: ${uses.map((use) => use.name).join(', ')}.`,
                fix: survived
                    ? 'Make sure that the way without io_uring is the one you want on the target, or switch io_uring off.'
                    : FIX,
                evidence: [
                    ...callersOf(facts, uses.map(({ name }) => name)),
                    ...uses.flatMap((use) => [renderUse(use), use.sample]),
                ],
                subjects: uses.map(({ name }) => [name]),
            });
        }
        for (const program of childPrograms(facts)) {
            const childUses = facts_usesOf(program, IO_URING);
            if (childUses.length === 0)
                continue;
            statements.push({
                level: 'warning',
                message: `A program that the artifact started used io_uring: ${program.path}.`,
                fix: 'On the target another build of that program may run; check that one.',
                evidence: childUses.map(renderUse),
                subjects: childUses.map(({ name }) => [name, program.path]),
            });
        }
        return statements;
    },
};

;// CONCATENATED MODULE: ./src/judge/module-needs.ts
/** Modules in a file that the list names, in the list's order. The main module counts too. */
function matchModules(go, list) {
    const modules = [...(go.main ? [go.main] : []), ...go.deps];
    return list.flatMap((need) => modules.flatMap((module) => {
        const matched = match(module, need);
        return matched ? [matched] : [];
    }));
}
/** By what is in the file, else by the name that it replaces: a fork does what its origin does. */
function match(module, need) {
    const { path, version } = module.replace ?? module;
    const replaces = module.replace && module.replace.path !== module.path ? module.path : null;
    const named = [path, ...(replaces === null ? [] : [replaces])].some((each) => isModule(each, need.module));
    if (!named || !isMeant(version, need))
        return null;
    return { need, path, version, replaces };
}
/** `github.com/x/y` and its later major versions, `github.com/x/y/v3`. */
function isModule(path, module) {
    // The host of a path is not case-sensitive, and proxies keep the rest as it is written.
    const [actual, wanted] = [path.toLowerCase(), module.toLowerCase()];
    if (actual === wanted)
        return true;
    return actual.startsWith(`${wanted}/`) && /^v(?:[2-9]|[1-9]\d+)$/.test(actual.slice(wanted.length + 1));
}
/** A version that cannot be compared (a replacement by a folder, `(devel)`) may be any. */
function isMeant(version, { from, below }) {
    if (!/^v\d+\.\d+\.\d+/.test(version))
        return true;
    return ((from === null || compareModuleVersions(version, from) >= 0) &&
        (below === null || compareModuleVersions(version, below) < 0));
}
/** By the three numbers, then: a pre-release or pseudo-version is older than the release (semver.org §11). */
function compareModuleVersions(a, b) {
    const [left, right] = [numbersOf(a), numbersOf(b)];
    for (const at of [0, 1, 2]) {
        const difference = (left[at] ?? 0) - (right[at] ?? 0);
        if (difference !== 0)
            return difference;
    }
    return Number(isPreRelease(b)) - Number(isPreRelease(a));
}
function numbersOf(version) {
    return version.slice(1).split(/[-+]/)[0]?.split('.').map(Number) ?? [];
}
function isPreRelease(version) {
    return /^v\d+\.\d+\.\d+-/.test(version);
}

;// CONCATENATED MODULE: ./src/judge/offers.ts

/**
 * Does a kernel have this thing? Every kernel names itself in some way.
 * @throws RangeError for an id that names nothing
 */
function offers(profile, id, architecture) {
    const thing = parseSurfaceId(id);
    switch (thing.kind) {
        case 'syscall':
            return profile.syscalls[architecture].has(thing.name);
        case 'path':
            return !profile.absentPaths.some(({ pattern }) => pattern === thing.pattern);
        case 'option':
            return profile.spaces.some(({ space, offered }) => [...offered].some((name) => optionId(space.id, name) === id));
        default:
            return true;
    }
}

;// CONCATENATED MODULE: ./src/judge/rules/module-needs-kernel.ts






const moduleNeedsKernel = {
    id: 'module-needs-kernel',
    title: 'A module in the file is known to need a newer kernel than the target',
    check(facts) {
        const { go } = facts.inspection;
        if (!go)
            return [];
        return matchModules(go, facts.known.modules)
            .filter((module) => isMissed(module, facts) && !isDropped(module, facts))
            .map((module) => module_needs_kernel_statement(module, facts));
    },
};
/** The target does not have what the module needs. */
function isMissed({ need }, { profile, architecture }) {
    if (!profile.architectures.includes(architecture))
        return false;
    if (need.id !== null)
        return !offers(profile, need.id, architecture);
    return compareKernelVersions(profile.base, need.kernel) < 0;
}
/** Nothing in the file makes the call: the linker left out what does. */
function isDropped({ need }, { reach }) {
    const thing = need.id === null ? null : parseSurfaceId(need.id);
    if (thing?.kind !== 'syscall' || !reach || reach.cgo || reach.unknown.length > 0)
        return false;
    return reach.calls.every(({ syscall }) => syscall !== thing.name);
}
function module_needs_kernel_statement(module, facts) {
    const { need, path, version, replaces } = module;
    const worked = outcomeOf(facts) === 'did-job';
    const name = renderModule(version === '' ? path : `${path}@${version}`);
    const instead = replaces === null ? '' : ` (in the place of ${replaces})`;
    return {
        level: levelOf(module, worked),
        message: `${name}${instead} is in the file. It needs ${need.needs}, Linux ${renderKernelVersion(need.kernel)}, which ${facts.profile.title} lacks; ${MEANING[need.without]}.${worked ? ' In this run the program did its job.' : ''}`,
        fix: module_needs_kernel_FIX[need.without],
        evidence: [`Known from: ${need.source}`],
        subjects: [
            [path, ...(replaces === null ? [] : [replaces]), ...(version === '' ? [] : [`${path}@${version}`])],
        ],
    };
}
/** A run that did its job does not need it, as far as it was exercised. */
function levelOf({ need }, worked) {
    return need.without === 'fails' && !worked ? 'warning' : 'note';
}
const MEANING = {
    fails: 'without it the module cannot do its work',
    'falls-back': 'without it the module takes another way by itself',
    caller: 'what happens without it is up to its caller',
};
const module_needs_kernel_FIX = {
    fails: 'Replace the module, switch off what uses it on old kernels, or exercise it to see what the program does without.',
    'falls-back': 'Nothing needs to change. Exercise what uses the module, so that the other way is proven as well.',
    caller: 'Look at how the program calls it, and exercise that.',
};

;// CONCATENATED MODULE: ./src/judge/rules/multiplexer-not-epoll.ts



/** Every way to wait for many descriptors but epoll and io_uring (which has a rule of its own). */
const OTHER_MULTIPLEXERS = [
    'select',
    '_newselect',
    'pselect6',
    'poll',
    'ppoll',
    'epoll_pwait2',
    'io_setup',
    'io_submit',
    'io_getevents',
    'io_pgetevents',
];
/** Of these, what kernel 3.10 does not have (5.11 and 4.18). */
const NEWER = ['epoll_pwait2', 'io_pgetevents'];
const multiplexerNotEpoll = {
    id: 'multiplexer-not-epoll',
    title: 'A multiplexing syscall outside the epoll family was used',
    check(facts) {
        const uses = facts_usesOf(ownProgram(facts), OTHER_MULTIPLEXERS);
        if (uses.length === 0)
            return [];
        const survived = uses.every((use) => NEWER.includes(use.name)) && canDoWithout(facts, uses);
        return [
            {
                level: survived ? 'warning' : 'error',
                message: survived
                    ? `${uses.map((use) => use.name).join(', ')} was tried and refused here; the program went on without it.`
                    : `The program itself waits with ${uses.map((use) => use.name).join(', ')}, not only with epoll.`,
                fix: 'Go waits with epoll; look for raw syscalls, a cgo library or golang.org/x/sys calls that wait by themselves.',
                evidence: [
                    ...callersOf(facts, uses.map(({ name }) => name)),
                    ...uses.flatMap((use) => [renderUse(use), use.sample]),
                ].slice(0, 10),
                subjects: uses.map(({ name }) => [name]),
            },
        ];
    },
};

;// CONCATENATED MODULE: ./src/judge/rules/not-ready.ts




const notReady = {
    id: 'not-ready',
    title: 'The program was not ready within ready-timeout',
    check: (facts) => blame(facts, readinessFailures(facts)),
};
function readinessFailures(facts) {
    const result = facts.run?.result;
    // A program that never ended is rule hung's.
    if (!result || result.startError !== '' || result.timedOut)
        return [];
    const { state, afterMs, by } = result.ready;
    if (state === 'timeout') {
        return [
            {
                level: 'error',
                message: `The program ran, but was not ready after ${(afterMs / 1000).toFixed(1)} s${by === '' ? '' : ` (${by})`}.${hangSentence(facts)}`,
                fix: `Check the ready condition and its port, raise ready-timeout, or say ready: exit for a program that ends.${hangHint(facts)}`,
                evidence: hangEvidence(facts),
            },
        ];
    }
    // What was waited for never came. With another exit code than expected it is boot-failed's, unless SIGTERM came between.
    const crashed = result.stop.state === 'exited' && !endedAsExpected(facts.run, facts.expected.exitCode);
    if (state === 'exited' && !crashed) {
        return [
            {
                level: 'error',
                message: 'The program ended before it was ready.',
                fix: 'Check the ready condition, or say ready: exit for a program that ends.',
                evidence: outputTail(facts),
            },
        ];
    }
    return [];
}

;// CONCATENATED MODULE: ./src/judge/rules/stop-failed.ts





/** Exit codes that say "ended by SIGTERM": 0, and 128 + 15 as shells and many programs report it. */
const STOPPED_CODES = [0, 143];
const stopFailed = {
    id: 'stop-failed',
    title: 'The service did not end well after SIGTERM',
    check: (facts) => blame(facts, stopFailures(facts)),
};
function stopFailures(facts) {
    const result = facts.run?.result;
    if (!result || result.timedOut)
        return [];
    if (result.stop.state === 'killed') {
        return [
            {
                level: 'error',
                message: `The program did not end within ${(result.stop.afterMs / 1000).toFixed(1)} s after SIGTERM and was killed.${hangSentence(facts)}`,
                fix: 'Handle SIGTERM (signal.NotifyContext) and close what keeps it running, or raise stop-timeout.',
                evidence: hangEvidence(facts),
            },
        ];
    }
    const { exit } = result;
    if (result.stop.state !== 'stopped' || !exit)
        return [];
    if (exit.kind === 'exited' && (STOPPED_CODES.includes(exit.code) || exit.code === facts.expected.exitCode))
        return [];
    if (exit.kind === 'killed' && exit.signal === 'SIGTERM')
        return [];
    return [
        {
            level: stoppedInOrder(result) ? 'warning' : 'error',
            message: `After SIGTERM the program ${renderExit(exit)}.`,
            fix: 'End with exit code 0 after SIGTERM, so that systemd and the orchestrator do not report a failure.',
            evidence: outputTail(facts),
        },
    ];
}

;// CONCATENATED MODULE: ./src/judge/rules/syscall-probed.ts



/** Every Go program looks it up as it starts (runtime/os_linux.go) and does well without it: not worth a word. */
const RUNTIME_READS = ['path:/sys/kernel/mm/transparent_hugepage/hpage_pmd_size'];
const syscallProbed = {
    id: 'syscall-probed',
    title: 'Something that the target kernel lacks was tried and refused, and the program went on',
    check(facts) {
        const account = surfaceAccount(facts);
        const uses = account.refused.filter(({ id, state }) => state !== 'required' && !RUNTIME_READS.includes(id));
        // When the cause is not proven, every refusal is a suspect, and syscall-required names them.
        if (uses.length === 0 ||
            (account.outcome === 'only-surface' && uses.some(({ state }) => state === 'unknown')))
            return [];
        return [syscall_probed_statement(account, uses, placeExcuse(facts) !== null)];
    },
};
function syscall_probed_statement({ outcome }, uses, excused) {
    const labels = [...new Set(uses.map(({ label }) => label))];
    const more = labels.length > 6 ? ` and ${labels.length - 6} more` : '';
    return {
        level: 'note',
        message: `Tried and refused: ${labels.slice(0, 6).join(', ')}${more}. ${meaning(outcome, excused)}`,
        fix: fixOf(outcome),
        evidence: uses.slice(0, 10).map(renderMissing),
        subjects: labels.map((label) => [bareLabel(label)]),
    };
}
const syscall_probed_UNKNOWN = 'Whether it can do without is not known.';
/** @param excused it failed for want of rights or the like, so that the rest of it was not seen */
function meaning(outcome, excused) {
    switch (outcome) {
        case 'did-job':
        case 'control-failed':
            return 'The program did its job without.';
        case 'only-surface':
            return 'That is not what it fails for.';
        case 'both-failed':
            return excused ? syscall_probed_UNKNOWN : 'It fails where nothing is refused, too.';
        default:
            return syscall_probed_UNKNOWN;
    }
}
function fixOf(outcome) {
    return outcome === 'did-job'
        ? 'Nothing needs to change. Exercise what these calls serve, so that the other way is proven as well.'
        : 'Nothing needs to change for this; run it again when the failure is mended.';
}

;// CONCATENATED MODULE: ./src/judge/fixes.ts

/** What does the same on an old kernel, to stand after "Instead: ". By syscall, option or path pattern. */
const INSTEAD = {
    openat2: 'openat(2) (os.Root resolves the path by itself and needs nothing newer)',
    statx: 'fstatat(2) (os.Stat)',
    clone3: 'clone(2) (leave out SysProcAttr.UseCgroupFD)',
    execveat: 'execve(2) of /proc/self/fd/N',
    pidfd_open: 'the process id (os.Process falls back by itself; a Handle of WithHandle does not)',
    pidfd_send_signal: 'kill(2)',
    pidfd_getfd: 'passing the descriptor over a Unix socket (SCM_RIGHTS)',
    close_range: 'closing the descriptors that /proc/self/fd lists',
    faccessat2: 'faccessat(2) without flags',
    fchmodat2: 'fchmod(2) on a descriptor opened with O_PATH, through /proc/self/fd',
    preadv2: 'preadv(2)',
    pwritev2: 'pwritev(2) and fdatasync(2)',
    copy_file_range: 'read and write (io.Copy falls back by itself)',
    getrandom: '/dev/urandom (crypto/rand falls back by itself on ENOSYS)',
    memfd_create: 'an unlinked file in /dev/shm or /tmp',
    renameat2: 'rename(2), or link(2) and unlink(2) where nothing may be replaced',
    epoll_pwait2: 'epoll_pwait(2) with milliseconds (what Go uses)',
    io_pgetevents: 'io_getevents(2)',
    io_uring_setup: 'the calls that block, on goroutines (what Go does)',
    io_uring_enter: 'the calls that block, on goroutines (what Go does)',
    io_uring_register: 'the calls that block, on goroutines (what Go does)',
    futex_waitv: 'one futex(2) a goroutine, or a channel',
    cachestat: 'mincore(2)',
    process_madvise: 'madvise(2) by the process itself',
    mount_setattr: 'mount(2) with MS_REMOUNT | MS_BIND',
    fsopen: 'mount(2)',
    open_tree: 'mount(2) with MS_BIND',
    move_mount: 'mount(2) with MS_MOVE',
    statmount: '/proc/self/mountinfo',
    listmount: '/proc/self/mountinfo',
    mlock2: 'mlock(2)',
    sched_setattr: 'sched_setscheduler(2)',
    landlock_create_ruleset: 'running without this sandbox where the call says ENOSYS',
    PR_SET_VMA: 'no name at all: ignore EINVAL',
    IPPROTO_MPTCP: 'TCP (net does so by itself; or GODEBUG=multipathtcp=0)',
    P_PIDFD: 'P_PID',
    CLOCK_BOOTTIME: 'CLOCK_MONOTONIC',
    UDP_SEGMENT: 'one datagram a call, or sendmmsg(2)',
    UDP_GRO: 'recvmmsg(2)',
    SO_COOKIE: 'an identity of your own for the connection',
    SO_ZEROCOPY: 'plain send(2)',
    SO_INCOMING_CPU: 'SO_REUSEPORT alone',
    SO_ATTACH_REUSEPORT_CBPF: 'the hash of SO_REUSEPORT',
    SO_ATTACH_BPF: 'SO_ATTACH_FILTER (classic BPF)',
    TCP_FASTOPEN_CONNECT: 'sendto(2) with MSG_FASTOPEN',
    TCP_ULP: 'crypto/tls',
    FUTEX_LOCK_PI2: 'FUTEX_LOCK_PI',
    IOCB_CMD_POLL: 'epoll(7)',
    O_TMPFILE: 'os.CreateTemp and an immediate os.Remove',
    '/proc/thread-self/**': '/proc/self/task/<thread id>',
    '/proc/*/smaps_rollup': 'the sum over /proc/self/smaps',
    '/proc/*/ns/cgroup': 'leaving the cgroup namespace alone where it is missing',
};
/** What to change when a program cannot do without these things. */
function fixFor(ids, title) {
    if (ids.some(isKernelName)) {
        return `Ask for the feature itself and not for the kernel's release: ${title} has backports that its release does not tell, and lacks others.`;
    }
    const instead = ids.flatMap((id) => {
        const other = INSTEAD[fixes_nameOf(id)];
        return other ? [`instead of ${fixes_nameOf(id)}: ${other}`] : [];
    });
    const named = instead.length > 0 ? ` Here ${instead.slice(0, 4).join('; ')}.` : '';
    return `Find the module that asks for it, and take another way where the answer is ENOSYS, EINVAL or another refusal.${named}`;
}
function fixes_nameOf(id) {
    const thing = parseSurfaceId(id);
    switch (thing.kind) {
        case 'path':
            return thing.pattern;
        case 'content':
            return thing.path;
        case 'uname':
            return id;
        default:
            return thing.name;
    }
}

;// CONCATENATED MODULE: ./src/judge/rules/syscall-reachable.ts



const syscallReachable = {
    id: 'syscall-reachable',
    title: 'The file has code for a call that the target kernel lacks, and the run did not settle it',
    check(facts) {
        const account = reachAccount(facts);
        if (!account)
            return [];
        return lackingCalls(account)
            .filter((call) => !isSettled(call, account.syscalls))
            .map((call) => syscall_reachable_statement(facts, call));
    },
};
/**
 * What the run showed is judged by other rules. Where Go makes the same call itself, the trace does not tell whose it
 * was, so the other places stay open.
 */
function isSettled({ name, seen }, all) {
    const asked = all.find((call) => call.name === name);
    return seen && asked?.places.every(({ probe }) => probe === null) === true;
}
function syscall_reachable_statement({ profile }, { id, name, since, places }) {
    const distinct = distinctPlaces(places);
    const [first] = distinct;
    const more = distinct.length > 1 ? ` and ${distinct.length - 1} more` : '';
    const age = since === null ? '' : ` (since Linux ${since})`;
    return {
        level: 'note',
        message: `The file can call ${name}(2)${age}, which ${profile.title} lacks: ${first ? renderPlace(first) : ''}${more}. This run did not show what then happens.`,
        fix: `Exercise what leads there, or make sure that its callers do without where the answer is ENOSYS. ${fixFor([id], profile.title)}`,
        evidence: syscall_reachable_evidenceOf(distinct),
        subjects: distinct.map((place) => [
            name,
            place.function,
            ...[place.by, place.module].flatMap((module) => (module === null ? [] : [module, pathOf(module)])),
        ]),
    };
}
function pathOf(module) {
    return module.split('@')[0] ?? module;
}
/** A place that is inlined in many functions, or called twice by one, counts once. */
function distinctPlaces(places) {
    const byText = new Map();
    for (const place of places) {
        const text = renderPlace(place);
        const before = byText.get(text);
        if (!before || before.path.length < 2)
            byText.set(text, place);
    }
    return [...byText.values()];
}
const MAX_EVIDENCE = 10;
function syscall_reachable_evidenceOf(places) {
    const lines = places.flatMap((place) => {
        const path = renderPath(place);
        return path === '' ? [renderPlace(place)] : [renderPlace(place), `  ${path}`];
    });
    if (lines.length <= MAX_EVIDENCE)
        return lines;
    return [
        ...lines.slice(0, MAX_EVIDENCE - 1),
        `… ${lines.length - MAX_EVIDENCE + 1} more lines in the report`,
    ];
}

;// CONCATENATED MODULE: ./src/judge/symptoms.ts





/** In which ways the judged run failed, one sentence each, whoever is at fault. */
function symptoms(facts) {
    return [bootFailures, readinessFailures, exerciseFailures, hangs, stopFailures]
        .flatMap((seen) => seen(facts))
        .filter(({ level }) => level === 'error')
        .map(({ message }) => message);
}

;// CONCATENATED MODULE: ./src/judge/rules/syscall-required.ts







const syscallRequired = {
    id: 'syscall-required',
    title: 'The program cannot do without something that the target kernel lacks',
    check(facts) {
        const account = surfaceAccount(facts);
        if (account.outcome !== 'only-surface')
            return [];
        const { culprits = [], suspects = [], cleared = false } = facts.attribution ?? {};
        const trusted = facts.run?.result?.surface?.installed === true && canaryHeld(facts);
        if (!trusted || cleared)
            return [unnamed(facts, suspects)];
        if (culprits.length > 0)
            return [proven(facts, account, culprits)];
        return [account.refused.length > 0 ? suspected(facts, account) : unnamed(facts, suspects)];
    },
};
function proven(facts, account, culprits) {
    const { title, release } = facts.profile;
    const uses = account.refused.filter(({ id }) => culprits.includes(id));
    const names = culprits.filter((id) => !isKernelName(id));
    const what = names.length > 0
        ? `The program cannot do without ${syscall_required_listed(names, account)}: ${title} ${answers(uses)}, and then it fails`
        : `The program does not accept the kernel of ${title}: told ${release} (${culprits.map(sourceOf).join(', ')}), it fails`;
    return {
        level: 'error',
        message: `${what}. Only under the target's surface; without it the program does its job.`,
        fix: fixFor(culprits, title),
        evidence: evidence(facts, uses),
        subjects: subjects(culprits, account),
    };
}
function suspected(facts, account) {
    const { suspects = [] } = facts.attribution ?? {};
    const refused = account.refused.map(({ id }) => id);
    const ids = suspects.some((id) => refused.includes(id))
        ? suspects.filter((id) => refused.includes(id))
        : refused;
    return {
        level: 'error',
        message: `The program fails under the surface of ${facts.profile.title}, and without it it does its job. Not proven is which refusal is the cause; suspected: ${syscall_required_listed(ids.slice(0, 3), account)}.`,
        fix: fixFor(ids.slice(0, 3), facts.profile.title),
        evidence: evidence(facts, account.refused),
        subjects: subjects(ids, account),
    };
}
function unnamed(facts, suspects) {
    const { title, release } = facts.profile;
    const read = suspects.filter(isKernelName);
    const hint = read.length > 0
        ? ` It did ask which kernel it runs on (${read.map(sourceOf).join(', ')}; the answer was ${release}).`
        : '';
    return {
        level: 'inconclusive',
        message: `The program fails under the surface of ${title}, and without it it does its job, yet nothing that was refused to it can be named as the cause.${hint}`,
        fix: 'Run it again. If it stays so, compare the two raw traces beside the report.',
        evidence: evidence(facts, []),
    };
}
/** Of a kernel's name: what the program asked. */
function sourceOf(id) {
    const thing = parseSurfaceId(id);
    return thing.kind === 'content' ? thing.path : 'uname(2)';
}
function syscall_required_listed(ids, { refused }) {
    const names = ids.map((id) => {
        const use = refused.find((each) => each.id === id);
        const remarks = [
            ...(use?.since ? [`since Linux ${use.since}`] : []),
            ...(use?.byChild ? [`called by ${use.program}`] : []),
        ];
        return `${use?.label ?? label_labelOf(id)}${remarks.length > 0 ? ` (${remarks.join(', ')})` : ''}`;
    });
    const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
    return `${names.slice(0, 5).join(', ')}${more}`;
}
function subjects(ids, { refused }) {
    return ids.map((id) => [bareLabel(refused.find((use) => use.id === id)?.label ?? label_labelOf(id)), id]);
}
function answers(uses) {
    const errnos = uses.flatMap(({ absence }) => (absence.kind === 'refused' ? [absence.errno] : []));
    return errnos.length > 0 ? `answers ${[...new Set(errnos)].join(', ')}` : 'does not have it';
}
/** What failed, in the program's own words; then what was refused; then how sure that is. At most ten lines. */
function evidence(facts, uses) {
    const { reruns = 0, doubt = '' } = facts.attribution ?? {};
    const certainty = [
        ...(reruns > 0 ? [`re-runs with single things allowed: ${reruns}`] : []),
        ...(doubt === '' ? [] : [doubt]),
    ];
    const said = [...symptoms(facts).slice(0, 2), ...outputTail(facts, 3)];
    const refused = uses.flatMap((use) => [
        renderMissing(use),
        use.sample,
        ...callersOf(facts, calledBy(use), 2),
    ]);
    return [...said, ...refused.slice(0, 10 - said.length - certainty.length), ...certainty];
}
/** The call that the artifact itself made; what it started is not its code. */
function calledBy({ id, byChild }) {
    const thing = parseSurfaceId(id);
    return thing.kind === 'syscall' && !byChild ? [thing.name] : [];
}

;// CONCATENATED MODULE: ./src/judge/rules/trace-incomplete.ts


const traceIncomplete = {
    id: 'trace-incomplete',
    title: 'The run or its trace is not whole, so nothing can be concluded from it',
    check(facts) {
        const reasons = runTroubles(facts);
        if (reasons.length > 0) {
            return [
                {
                    level: 'inconclusive',
                    message: reasons[0] ?? '',
                    fix: 'Run it again. If it comes back, read the evidence and report it with the trace; a shorter run may help.',
                    evidence: [...reasons.slice(1), ...(facts.run?.trace?.unreadableSamples ?? [])].slice(0, 10),
                },
            ];
        }
        if (outcomeOf(facts) !== 'control-failed')
            return [];
        return [
            {
                level: 'inconclusive',
                message: "The program did its job under the target's surface, but not in the control run without it: the two runs cannot be compared.",
                fix: "Run it again. If it comes back, the program needs something that this host refuses, or two runs of it get in each other's way.",
                evidence: [],
            },
        ];
    },
};

;// CONCATENATED MODULE: ./src/judge/rules.ts
























/** Every rule, in the order of RULE_IDS. */
const RULES = [
    canaryMissed,
    syscallRequired,
    ioUringUsed,
    multiplexerNotEpoll,
    epollNotSeen,
    bootFailed,
    notReady,
    exerciseFailed,
    hung,
    stopFailed,
    traceIncomplete,
    flagUnsupported,
    syscallProbed,
    syscallReachable,
    moduleNeedsKernel,
    dynamicallyLinked,
    glibcTooNew,
    abiNoteTooNew,
    goFloorTooNew,
    goamd64TooHigh,
    cgoEnabled,
    buildTagMissing,
    goNotAllowed,
    buildConstraintWrong,
];

;// CONCATENATED MODULE: ./src/report/sarif-rules.ts


/** code scanning's limit of a description, in characters. */
const MAX_DESCRIPTION = 1_024;
const SEVERITY = { error: 'error', warning: 'warning', note: 'recommendation' };
/** One descriptor for each rule, in the order of RULE_IDS: `ruleIndex` counts in it. */
function sarifRules(pages) {
    return rule_ids_RULE_IDS.map((id) => {
        const title = RULES.find((rule) => rule.id === id)?.title ?? id;
        const page = pages.pageOf(id);
        const level = sarif_rules_levelOf(page ?? '');
        return {
            id,
            name: id,
            shortDescription: { text: `${title}.` },
            fullDescription: { text: meaningOf(page ?? '') || `${title}.` },
            defaultConfiguration: { level },
            help: page === null ? { text: `${title}.` } : { text: page, markdown: withLinks(page, pages.docsUrl) },
            ...(pages.docsUrl === null ? {} : { helpUri: `${pages.docsUrl}/docs/rules/${id}.md` }),
            properties: { tags: ['compatibility', 'linux', 'go'], 'problem.severity': SEVERITY[level] },
        };
    });
}
/** The first level that the page names. What cannot be judged fails the step, so it stands with the errors. */
function sarif_rules_levelOf(page) {
    const [, level] = /^\*\*Level:\*\* (\w+)/m.exec(page) ?? [];
    return level === 'warning' || level === 'note' ? level : 'error';
}
/** The first paragraph of "What it means", as one line. */
function meaningOf(page) {
    const [, paragraph = ''] = /^## What it means\n+((?:.+\n)+)/m.exec(page) ?? [];
    return paragraph
        .trim()
        .replaceAll('\n', ' ')
        .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
        .slice(0, MAX_DESCRIPTION);
}
/** Links to pages beside this one lead nowhere inside an alert. */
function withLinks(page, docsUrl) {
    return page.replace(/\[([^\]]+)\]\((?!https?:)([^)]+)\)/g, (_, text, target) => docsUrl === null ? text : `[${text}](${docsUrl}/docs/rules/${target})`);
}

;// CONCATENATED MODULE: ./src/report/render-sarif.ts











/** Above these, GitHub refuses the upload (docs.github.com, "SARIF support for code scanning"). */
const MAX_RESULTS = 25_000;
const MAX_GZIP_BYTES = 10_000_000;
const render_sarif_MAX_MESSAGE = 2_000;
const MAX_PATH = 4_096;
/**
 * SARIF 2.1.0 as GitHub's code scanning reads it. Every finding is a result, an ignored one with a suppression; what
 * could not be judged is a notification of an invocation that did not succeed. Of too many results the gravest stay,
 * and a notification says how many are left out.
 */
function renderSarif(report, context) {
    for (let max = MAX_RESULTS;; max = Math.floor(max / 2)) {
        const text = renderInertJson(sarifLog(report, context, max));
        const fits = Buffer.byteLength(text) <= MAX_GZIP_BYTES || (0,external_node_zlib_.gzipSync)(text).length <= MAX_GZIP_BYTES;
        if (fits || max === 0)
            return text;
    }
}
function sarifLog(report, context, max) {
    const { tool, target, verdict, mode } = report;
    const all = resultsOf(report, context);
    const unjudged = unjudgedOf(report);
    const leftOut = Math.max(0, all.length - max);
    return {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
            {
                tool: { driver: { name: tool.name, semanticVersion: tool.version, rules: sarifRules(context) } },
                automationDetails: { id: `${tool.name}/${render_sarif_inert(target?.id ?? 'unknown').replaceAll('/', '-')}/` },
                invocations: [
                    {
                        executionSuccessful: unjudged.length === 0,
                        startTimeUtc: report.startedAt,
                        toolExecutionNotifications: [
                            ...unjudged.flatMap((each) => notificationsOf(each, context)),
                            ...(leftOut > 0 ? [cutNotification(leftOut)] : []),
                        ],
                    },
                ],
                artifacts: report.artifacts.map((artifact) => artifactOf(artifact, context)),
                results: all.slice(0, max),
                properties: { verdict, mode, target: target && render_sarif_inert(target.title) },
            },
        ],
    };
}
function artifactOf(artifact, { workspace }) {
    const [, sha256] = /^sha256:([0-9a-f]{64})$/.exec(artifact.digest) ?? [];
    return {
        location: { uri: relativeUri(artifact.path, workspace), uriBaseId: '%SRCROOT%' },
        length: artifact.size,
        roles: ['analysisTarget'],
        ...(sha256 ? { hashes: { 'sha-256': sha256 } } : {}),
        properties: { name: render_sarif_inert(artifact.name), verdict: artifact.verdict, evidence: artifact.evidence },
    };
}
/** The gravest first, those that the policy ignores at the end. What is inconclusive is no result. */
function resultsOf(report, context) {
    const fingerprintOf = createFingerprints();
    const all = report.artifacts.flatMap((artifact) => artifact.findings.flatMap((finding) => {
        if (finding.level === 'inconclusive')
            return [];
        const fingerprint = fingerprintOf(finding, artifact);
        return [{ finding, result: resultOf(finding, finding.level, artifact, fingerprint, context) }];
    }));
    const ranks = { error: 0, inconclusive: 0, warning: 1, note: 2 };
    const rank = ({ level, ignored }) => ranks[level] + (ignored === null ? 0 : 3);
    return all.sort((a, b) => rank(a.finding) - rank(b.finding)).map(({ result }) => result);
}
function resultOf(finding, level, artifact, fingerprint, { workspace }) {
    const { rule, ignored, message, fix, evidence } = finding;
    const said = `${artifact.name}: ${message}`;
    return {
        ruleId: rule,
        ruleIndex: rule_ids_RULE_IDS.indexOf(rule),
        level,
        message: { text: messageText(said, fix && `Fix: ${fix}`) },
        locations: [locationOf(findingPlace(finding, artifact), workspace)],
        // The first is all that code scanning looks at.
        partialFingerprints: { primaryLocationLineHash: fingerprint, 'legacyKernelGate/v1': fingerprint },
        ...(ignored === null
            ? {}
            : {
                suppressions: [
                    { kind: 'external', status: 'accepted', justification: render_sarif_inert(ignoredSentence(ignored)) },
                ],
            }),
        properties: { artifact: render_sarif_inert(artifact.name), evidence: evidence.map((line) => render_sarif_inert(line, 500)) },
    };
}
/** One for the trouble itself, one for each place that it names. */
function notificationsOf(unjudged, { workspace }) {
    const { artifact, rule, code, message, hint, places } = unjudged;
    const about = artifact ? `${artifact.name}: ` : '';
    const shared = {
        level: 'error',
        ...(rule === null
            ? { descriptor: { id: render_sarif_inert(code, 100) || 'not-judged' } }
            : { associatedRule: { id: rule, index: rule_ids_RULE_IDS.indexOf(rule) } }),
    };
    return [
        { ...shared, message: { text: messageText(`${about}${message}`, hint) } },
        ...places.map((place) => ({
            ...shared,
            message: { text: messageText(place.message, '') },
            locations: [locationOf(place, workspace)],
        })),
    ];
}
function cutNotification(count) {
    const many = count === 1 ? '1 finding is' : `${count} findings are`;
    return { level: 'warning', message: { text: `${many} left out, the least grave: see report.json.` } };
}
/** All four numbers of a region, because code scanning asks for them. */
function locationOf({ file, line, column }, workspace) {
    const startLine = Math.max(1, line);
    const startColumn = Math.max(1, column ?? 1);
    return {
        physicalLocation: {
            artifactLocation: { uri: relativeUri(file, workspace), uriBaseId: '%SRCROOT%' },
            region: { startLine, startColumn, endLine: startLine, endColumn: startColumn + 1 },
        },
    };
}
/** A file outside of the workspace goes by its name alone: its folder is of this machine. */
function relativeUri(file, workspace) {
    const path = file.slice(0, MAX_PATH);
    const relative = external_node_path_.posix.isAbsolute(path) ? external_node_path_.posix.relative(workspace, path) : external_node_path_.posix.normalize(path);
    const inside = !/^\.{0,2}$|^\.\.\//.test(relative);
    const shown = (inside ? relative : external_node_path_.posix.basename(path)).replace(/^\.{0,2}$/, 'file');
    // A half of a surrogate pair cannot be encoded.
    return shown
        .split('/')
        .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')))
        .join('/');
}
/**
 * A plain text message of two lines. A bracket would open a link (SARIF §3.11.6); braces mean nothing, because there
 * are no arguments. The empty string is not allowed.
 */
function messageText(...lines) {
    const text = lines
        .map((line) => render_sarif_inert(line))
        .filter((line) => line !== '')
        .join('\n');
    return text.replace(/[[\]\\]/g, '\\$&') || '-';
}
function render_sarif_inert(text, max = render_sarif_MAX_MESSAGE) {
    return renderInert(visibleLine(text, max));
}

;// CONCATENATED MODULE: ./src/report/markdown-text.ts


/*
 * Text that others wrote, for GitHub-flavoured Markdown. The output of text() and code() is made of nothing but
 *   - letters, digits, blanks and the punctuation that has no meaning where it stands,
 *   - numeric character references (`&#42;`), which CommonMark never reads as structure,
 *   - `<span>` around a character that GitHub's own filters look for after Markdown (mentions, issue numbers, mail
 *     and web addresses, emoji names, mathematics): the element ends the text that such a filter matches.
 * So it is safe in a paragraph, at the start of a line, in a table cell, and inside an HTML element alike.
 * Sources: CommonMark 0.31 §2.5 (entities), GFM 0.29 §4.10 and §6.9 (tables, autolinks).
 */
/** What Markdown or HTML reads as structure. */
const STRUCTURE = /[&<>*`[\]\\|~]/;
const ACTIVE = /[&<>*`[\]\\|~_@#$:.-]/g;
/** The longest neighbour that matters: the longest emoji name and its colons. */
const REACH = 64;
function reference(character) {
    return `&#${character.charCodeAt(0)};`;
}
/** Has one of the characters that depend on their neighbours no meaning here? */
function isPlain(character, before, after) {
    switch (character) {
        case '_':
            return /[A-Za-z0-9]$/.test(before) && /^[A-Za-z0-9]/.test(after);
        case ':':
            // A scheme, `::` of a workflow command, or an emoji name.
            return !/^(?:\/\/|[\w+-]*:)/.test(after) && !/(?:mailto|xmpp)$/i.test(before);
        case '.':
            return !/www$/i.test(before);
        case '-':
            return !(/gh$/i.test(before) && /^\d/.test(after));
        default:
            return false;
    }
}
function inline(raw, max) {
    const line = visibleLine(raw, max);
    return line.replace(ACTIVE, (character, at) => {
        if (STRUCTURE.test(character))
            return reference(character);
        const before = line.slice(Math.max(0, at - REACH), at);
        const after = line.slice(at + 1, at + 1 + REACH);
        if (isPlain(character, before, after))
            return character;
        return character === '_' ? reference(character) : `<span>${character}</span>`;
    });
}
/** `text` as one line of plain text, cut at `max` characters. */
function markdown_text_text(raw, max = 500) {
    const line = inline(raw, max);
    // At the start of a line these would open a list, underline a heading or a table's head, or name a command.
    if (/^[-+=:]/.test(line))
        return `${reference(line)}${line.slice(1)}`;
    return line.replace(/^(\d+)([.)])(?=\s|$)/, (_, digits, mark) => `${digits}${reference(mark)}`);
}
/** `text` as inline code, in HTML's form: a backtick span cannot stand inside HTML or next to another one. */
function code(raw, max = 200) {
    return `<code>${inline(raw, max)}</code>`;
}
/** A sentence in which pairs of backticks mark code. */
function sentence(raw, max = 1_000) {
    const parts = visibleLine(raw, max).split('`');
    // An odd number of backticks leaves the last one without a partner.
    const lone = parts.length % 2 === 0 ? `\`${parts.pop() ?? ''}` : '';
    return parts.map((part, index) => (index % 2 ? code(part, max) : spaced(part))).join('') + spaced(lone);
}
/** text() without losing the blanks at either end, which separate it from its neighbours. */
function spaced(part) {
    if (part.trim() === '')
        return part && ' ';
    return `${part.startsWith(' ') ? ' ' : ''}${markdown_text_text(part, part.length)}${part.endsWith(' ') ? ' ' : ''}`;
}
/** A fenced block, with the blank lines that it needs around it. Longer lines, and more lines, are cut. */
function codeBlock(raw, maxLines = 40, maxWidth = 300) {
    const lines = visibleLines(raw, maxLines, maxWidth).map(renderInert);
    const longest = Math.max(2, ...lines.map((line) => Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))));
    const fence = '`'.repeat(longest + 1);
    return `\n${fence}text\n${lines.join('\n')}\n${fence}\n`;
}
/** Rows of cells that are already Markdown of this module. */
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
/** A folded block. `title` and `body` are already Markdown of this module. */
function details(title, body) {
    return `<details><summary>${title}</summary>\n\n${body.trim()}\n\n</details>`;
}
/** Names as inline code, blanks between them; at most 20. */
function codes(names) {
    const more = names.length > 20 ? ` and ${names.length - 20} more` : '';
    return `${names
        .slice(0, 20)
        .map((name) => code(name))
        .join(' ')}${more}`;
}
/** For a code block: what has line ends of its own becomes one line. */
function oneLineEach(lines) {
    return lines.map((line) => line.slice(0, 2_000).replace(/\r?\n/g, ' ')).join('\n');
}

;// CONCATENATED MODULE: ./src/report/syscall-rows.ts

const FAMILIES = ['io_uring', 'other multiplexer', 'epoll'];
/** Multiplexers first, then refused calls, then the rest by name. */
function syscallRows(syscalls) {
    return syscalls
        .map(rowOf)
        .sort((left, right) => rank(left) - rank(right) || (left.name < right.name ? -1 : 1));
}
function rowOf({ name, count, errors }) {
    const others = Object.entries(errors).filter(([errno]) => errno !== 'ENOSYS');
    return {
        name,
        count,
        family: familyOf(name),
        refused: errors.ENOSYS ?? 0,
        errors: others.map(([errno, times]) => `${errno} ${times}×`).join(', '),
    };
}
function familyOf(name) {
    if (name.startsWith('io_uring_'))
        return 'io_uring';
    if (OTHER_MULTIPLEXERS.includes(name))
        return 'other multiplexer';
    return name.startsWith('epoll_') ? 'epoll' : '';
}
function rank(row) {
    const family = FAMILIES.indexOf(row.family);
    if (family >= 0)
        return family;
    return row.refused > 0 ? FAMILIES.length : FAMILIES.length + 1;
}

;// CONCATENATED MODULE: ./src/report/summary-trace.ts



const MAX_ROWS = 400;
function traceCell(trace) {
    const signals = Object.entries(trace.signals)
        .slice(0, 20)
        .map(([name, count]) => `${markdown_text_text(name)} ${count}×`);
    return [
        `${code(trace.path)}: ${plural(trace.calls, 'call')} in ${plural(trace.lines, 'line')}`,
        ...(trace.unreadable > 0 ? [`${plural(trace.unreadable, 'line')} of no known form`] : []),
        plural(trace.listeners, 'listener'),
        ...(signals.length > 0 ? [`signals ${signals.join(', ')}`] : []),
    ].join('; ');
}
function renderTrace(trace, detail) {
    const own = trace.programs.filter((program) => program.isArtifact);
    const children = trace.programs.filter((program) => !program.isArtifact);
    return [
        ...(detail.ownCalls
            ? own.flatMap((program) => [details(callsTitle('System calls of', program), calls(program)), ''])
            : []),
        ...(children.length > 0
            ? [
                `It started ${plural(children.length, 'other program')}: ${codes(children.map((child) => child.path))}.`,
                '',
            ]
            : []),
        ...(detail.childCalls
            ? children
                .slice(0, 50)
                .flatMap((program) => [
                details(callsTitle('System calls of the child', program), calls(program)),
                '',
            ])
            : []),
    ];
}
function callsTitle(words, { path, syscalls }) {
    return `${words} ${code(path)} (${syscalls.length} different)`;
}
function calls(program) {
    const rows = syscallRows(program.syscalls);
    const shown = rows.slice(0, MAX_ROWS);
    return table(['Call', 'Count', 'Multiplexer', 'Refused', 'Other errors'], [
        ...shown.map(({ name, count, family, refused, errors }) => [
            code(name),
            String(count),
            family,
            refused > 0 ? `**refused** (ENOSYS ${refused}×)` : '',
            markdown_text_text(errors, 300),
        ]),
        ...(rows.length > shown.length ? [[`and ${rows.length - shown.length} more`, '', '', '', '']] : []),
    ]);
}

;// CONCATENATED MODULE: ./src/report/summary-boot.ts




const MAX_EXERCISES = 400;
function renderBoot(boot, artifact, detail) {
    return [
        table(['The boot', ''], bootRows(boot, artifact)),
        '',
        ...(boot.exercises.length > 0 ? [exerciseTable(boot), ''] : []),
        ...boot.problems.slice(0, 20).map((problem) => `- Not to be relied on: ${sentence(problem)}`),
        ...(boot.problems.length > 0 ? [''] : []),
        ...(boot.hang && detail.evidence ? hangBlock(boot.hang) : []),
        ...(detail.output
            ? [...outputBlock('standard error', boot.stderr), ...outputBlock('standard output', boot.stdout)]
            : []),
        ...(boot.trace ? renderTrace(boot.trace, detail) : []),
    ];
}
function bootRows(boot, { evidence }) {
    const { place, trace } = boot;
    return [
        ['Engine', `${place.engine} (${markdown_text_text(place.engineVersion)})`],
        ['Userland', `${sentence(place.userland)}${place.targetUserland ? '' : ' (not that of the target)'}`],
        ['Kernel', kernelCell(place.kernel, evidence)],
        ['strace', markdown_text_text(place.strace)],
        ['Ready', readyCell(boot)],
        ['End', endCell(boot)],
        ...(boot.hang ? [['Hang', hangCell(boot.hang)]] : []),
        ...(boot.strays > 0 ? [['Left behind', `${plural(boot.strays, 'process', 'processes')}, killed`]] : []),
        ...(trace ? [['Trace', traceCell(trace)]] : [['Trace', 'none']]),
    ];
}
function kernelCell(kernel, evidence) {
    if (evidence.includes('kernel'))
        return `${code(kernel)}, a real old kernel`;
    const calls = evidence.includes('surface')
        ? 'what the target kernel lacks was refused'
        : '**its newer calls stayed available, or not surely refused**';
    return `${code(kernel)} of the host: ${calls}`;
}
function readyCell({ ready }) {
    if (!ready)
        return 'not known';
    const by = ready.by && `: ${markdown_text_text(ready.by)}`;
    if (ready.state === 'ready')
        return `after ${summary_boot_seconds(ready.afterMs)}${by}`;
    const word = ready.state === 'timeout' ? 'was not seen within' : 'was not seen; it ended after';
    return `${word} ${summary_boot_seconds(ready.afterMs)}${by}`;
}
function endCell({ stop, exit, timedOut }) {
    const how = {
        exited: 'by itself',
        stopped: 'after SIGTERM',
        killed: 'after SIGKILL, because SIGTERM did not end it',
        quit: 'after SIGQUIT, because it hung',
    };
    const code_ = !exit
        ? 'not seen'
        : exit.kind === 'exited'
            ? `exit code ${exit.code}`
            : `killed by ${markdown_text_text(exit.signal)}${exit.coreDumped ? ' (core dumped)' : ''}`;
    if (timedOut)
        return `${code_}, after run-timeout passed`;
    return stop ? `${code_}, ${how[stop.state]}` : code_;
}
function hangCell({ sentence: said, kind, clocksource }) {
    return `${sentence(said)} (${code(kind)}${clocksource === '' ? '' : `, clocksource ${markdown_text_text(clocksource)}`})`;
}
function hangBlock({ threads, moreThreads, goroutines }) {
    const count = threads.length + moreThreads;
    const lines = [
        ...threads.map(renderThread),
        ...(moreThreads > 0 ? [`and ${plural(moreThreads, 'more thread')}`] : []),
        ...goroutines,
    ];
    return lines.length === 0
        ? []
        : [details(`Where it hung (${plural(count, 'thread')})`, codeBlock(oneLineEach(lines))), ''];
}
function exerciseTable(boot) {
    const shown = boot.exercises.slice(0, MAX_EXERCISES);
    const more = boot.exercises.length - shown.length;
    return table(['What was asked', 'Done', 'Answer', 'Time'], [
        ...shown.map(({ line, ok, detail, ms }) => [
            code(line),
            ok ? 'yes' : '**no**',
            markdown_text_text(detail, 300),
            summary_boot_seconds(ms),
        ]),
        ...(more > 0 ? [[`and ${more} more`, '', '', '']] : []),
    ]);
}
function outputBlock(title, output) {
    if (output.trim() === '')
        return [];
    return [details(`Its ${title} (the end of it)`, codeBlock(output.trimEnd(), 200)), ''];
}
function summary_boot_seconds(ms) {
    return `${(ms / 1_000).toFixed(1)} s`;
}

;// CONCATENATED MODULE: ./src/report/summary-file.ts


function renderArtifactTable(artifact, target) {
    const { inspection } = artifact;
    return table(['The file', ''], [
        ['Path', `${code(artifact.path)} (${plural(artifact.size, 'byte')})`],
        ...(artifact.package === null ? [] : [['Built from', code(artifact.package)]]),
        ['Digest', code(artifact.digest)],
        ...(inspection ? inspectionRows(inspection, target) : [['Contents', 'could not be read']]),
    ]);
}
function inspectionRows({ elf, go, static: isStatic, minGlibc }, target) {
    const linking = isStatic
        ? 'static: no library of the target is needed'
        : `dynamic: loader ${elf.interpreter === null ? 'none' : code(elf.interpreter)}, needs ${codes(elf.needed) || 'no library'}`;
    return [
        ['Go', go ? goCell(go) : 'no Go build information in the file'],
        ['Linked', linking],
        [
            'Lowest glibc',
            minGlibc === null
                ? 'none is needed'
                : `${code(minGlibc)}${target?.glibc ? ` (the target has ${markdown_text_text(target.glibc)})` : ''}`,
        ],
        ...(elf.abiTag ? [['Oldest kernel it accepts', code(elf.abiTag.kernel)]] : []),
    ];
}
function goCell(go) {
    const settings = ['CGO_ENABLED', '-tags', 'GOARCH', 'GOAMD64']
        .filter((name) => go.settings[name] !== undefined)
        .map((name) => code(`${name}=${go.settings[name]}`));
    return [code(go.version), ...settings].join(' ');
}

;// CONCATENATED MODULE: ./src/report/summary-findings.ts


const LEVEL_WORD = { error: 'Error', inconclusive: 'Inconclusive', warning: 'Warning', note: 'Note' };
function renderFindings(findings, detail, docsUrl) {
    const shown = findings.slice(0, detail.findings);
    const left = findings.length - shown.length;
    return [
        ...shown.flatMap((finding) => renderFinding(finding, detail.evidence, docsUrl)),
        ...(left > 0 ? [`… and ${plural(left, 'more finding')}, see the full report.`, ''] : []),
    ];
}
function renderFinding(finding, withEvidence, docsUrl) {
    const lines = finding.evidence.slice(0, 20);
    return [
        `**${finding.ignored ? 'Ignored' : LEVEL_WORD[finding.level]}** ${code(finding.rule)}${policyRemark(finding)}: ${sentence(finding.message)}`,
        '',
        ...(finding.ignored ? [sentence(ignoredSentence(finding.ignored)), ''] : []),
        `${finding.fix ? `**Fix:** ${sentence(finding.fix)} ` : ''}More: ${summary_findings_link(finding.help, docsUrl)}.`,
        '',
        ...(withEvidence && lines.length > 0
            ? [details(`Evidence (${plural(lines.length, 'line')})`, codeBlock(oneLineEach(lines))), '']
            : []),
    ];
}
function summary_findings_link(page, docsUrl) {
    return docsUrl === null ? code(page) : `<a href="${docsUrl}/${page}">${code(page)}</a>`;
}

;// CONCATENATED MODULE: ./src/report/call-graph.ts

/** More nodes than this nobody reads. */
const MAX_NODES = 12;
const MAX_LABEL = 80;
/**
 * A picture in Mermaid's language (flowchart, Mermaid 11): from the main module through the modules on the way to the
 * system calls, grouped by module. A dotted line stands for what is not known. Null when there is nothing to show.
 * @param main path of the main module; empty when it is not known
 */
function renderCallGraph(main, calls) {
    const graph = openGraph();
    let left = 0;
    for (const call of calls) {
        const route = call_graph_routeOf(call, main);
        if (graph.sizeWith(route) <= MAX_NODES)
            graph.add(route);
        else
            left++;
    }
    if (graph.isEmpty())
        return null;
    return ['```mermaid', 'flowchart LR', ...graph.lines(left), '```'].join('\n');
}
function call_graph_routeOf({ syscall, place }, main) {
    const modules = place.route.length > 0 ? place.route : [place.package];
    const starts = main === '' || modules[0]?.split('@')[0] === main;
    const all = starts ? modules : [main, ...modules];
    return [
        ...all.map((module, at) => {
            const isMain = at === 0 && module.split('@')[0] === main;
            return {
                key: `module ${isMain ? main : module}`,
                label: isMain ? main : module.replace('@', ' '),
                kind: isMain ? 'main' : 'module',
                by: '',
                guessed: at === 1 && !starts,
            };
        }),
        {
            key: `syscall ${syscall}`,
            label: `${syscall}(2)`,
            kind: 'syscall',
            by: place.function,
            guessed: false,
        },
    ];
}
function openGraph() {
    const nodes = new Map();
    const edges = new Map();
    return {
        isEmpty: () => nodes.size === 0,
        sizeWith: (route) => nodes.size + route.filter(({ key }) => !nodes.has(key)).length,
        add(route) {
            let before = null;
            for (const step of route) {
                const { id } = nodes.get(step.key) ?? { id: `n${nodes.size + 1}` };
                nodes.set(step.key, nodes.get(step.key) ?? { id, step });
                if (before !== null)
                    edges.set(`${before} ${step.by} ${id}`, `  ${before} ${arrow(step)} ${id}`);
                before = id;
            }
        },
        lines: (left) => [
            ...[...nodes.values()].map(({ id, step }) => `  ${id}${shape(step)}`),
            ...edges.values(),
            ...(left > 0 ? [`  more["${label(`and ${left} more places`)}"]`] : []),
        ],
    };
}
function arrow({ by, guessed }) {
    const line = guessed ? '-.->' : '-->';
    return by === '' ? line : `${line}|"${label(by)}"|`;
}
function shape({ kind, label: words }) {
    const quoted = `"${label(words)}"`;
    if (kind === 'syscall')
        return `{{${quoted}}}`;
    return kind === 'main' ? `([${quoted}])` : `[${quoted}]`;
}
/**
 * Text in a quoted label: what is not a letter, a digit or plain punctuation becomes an entity of Mermaid's (`#35;`),
 * so that no quote, bracket, HTML, Markdown or directive is left in it.
 */
function label(raw) {
    const seen = visibleLine(raw, MAX_LABEL);
    const entity = (character) => `#${character.codePointAt(0)};`;
    const inert = seen
        .replace(/[^A-Za-z0-9 ./_-]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/gu, entity)
        // A label that begins as a list does is refused ("Unsupported markdown: list").
        .replace(/^-|(?<=^\d+)\./, entity);
    return inert === '' ? ' ' : inert;
}

;// CONCATENATED MODULE: ./src/report/offending-calls.ts


/** Calls that count against the program, the gravest finding first, with the places outside of Go's own code. */
function offendingCalls(artifact) {
    const names = [...new Set(countedFindings(artifact).flatMap(({ rule }) => namesOf(rule, artifact)))];
    return names.flatMap((name) => placesOf(name, artifact).map((place) => ({ syscall: name, place })));
}
function namesOf(rule, { surface, boot, reach }) {
    const made = boot?.trace?.programs.find(({ isArtifact }) => isArtifact)?.syscalls.map(({ name }) => name) ?? [];
    switch (rule) {
        case 'syscall-required':
            return requiredNames(surface);
        case 'io-uring-used':
            return made.filter((name) => name.startsWith('io_uring_'));
        case 'multiplexer-not-epoll':
            return made.filter((name) => OTHER_MULTIPLEXERS.includes(name));
        case 'syscall-reachable':
            return reach?.syscalls.filter(({ offered }) => !offered).map(({ name }) => name) ?? [];
        default:
            return [];
    }
}
/** What it cannot do without, or, when that is not proven, what may be it. */
function requiredNames(surface) {
    const own = surface?.refused.filter(({ id, byChild }) => id.startsWith('syscall:') && !byChild) ?? [];
    const required = own.filter(({ state }) => state === 'required');
    const meant = required.length > 0 ? required : own.filter(({ state }) => state === 'unknown');
    return meant.map(({ id }) => id.slice('syscall:'.length));
}
function placesOf(name, { reach }) {
    const places = reach?.syscalls.find((call) => call.name === name)?.places ?? [];
    return places.filter(({ probe, origin }) => probe === null && origin !== 'runtime');
}

;// CONCATENATED MODULE: ./src/report/reach-words.ts


/** What the code can ask of the kernel, in two or three sentences; empty when the file could not be read at all. */
function reachSentences({ reach, noReach }) {
    if (!reach)
        return noReach === null || noReach === 'not-go'
            ? []
            : [`Its machine code was not read: ${NO_REACH[noReach]}.`];
    return [callsSentence(reach), ...unknownSentence(reach), ...(reach.cgo ? [C_SENTENCE] : [])];
}
const C_SENTENCE = 'It has C code (cgo), and what that calls is not among them.';
function callsSentence({ syscalls, functions }) {
    const lacking = syscalls.filter(({ offered }) => !offered);
    const told = reach_words_namesOf(lacking, ({ places }) => places.some(({ probe }) => probe === null));
    const fallback = reach_words_namesOf(lacking, ({ places }) => places.some(({ probe }) => probe === 'fallback'));
    const request = reach_words_namesOf(lacking, ({ places }) => places.some(({ probe }) => probe === 'on-request'));
    const parts = [
        ...(told.length > 0 ? [`${reach_words_listed(told)} (see the findings)`] : []),
        ...(fallback.length > 0
            ? [`${plural(fallback.length, 'known probe')} of Go itself with fallback (${reach_words_listed(fallback)})`]
            : []),
        ...(request.length > 0 ? [`${reach_words_listed(request)}, which Go calls only when the program asks for it`] : []),
    ];
    const head = `The code of its ${plural(functions, 'Go function')} can make ${plural(syscalls.length, 'different system call')}`;
    return parts.length === 0
        ? `${head}, and the target has all of them.`
        : `${head}. The target lacks: ${parts.join('; ')}.`;
}
function reach_words_namesOf(syscalls, which) {
    return syscalls.filter(which).map(({ name }) => name);
}
/** They are told, because any of them may be a call that the target lacks. */
function unknownSentence({ unknown }) {
    if (unknown.count === 0)
        return [];
    const names = [...new Set(unknown.places.map((place) => place.function))];
    const calls = unknown.count === 1 ? '1 call has' : `${plural(unknown.count, 'call')} have`;
    return [`${calls} a number that is worked out at run time or could not be read, in ${reach_words_listed(names, 3)}.`];
}
function reach_words_listed(names, max = 8) {
    const more = names.length > max ? ` and ${names.length - max} more` : '';
    return `${names.slice(0, max).join(', ')}${more}`;
}

;// CONCATENATED MODULE: ./src/report/summary-reach.ts




/** The picture of who makes the calls that findings speak of; nothing when the code does not tell. */
function renderPicture(artifact) {
    const picture = renderCallGraph(artifact.inspection?.go?.main?.path ?? '', offendingCalls(artifact));
    return picture === null ? [] : ['Who makes these calls, as far as the code tells:', '', picture, ''];
}
/** What the machine code can ask of the kernel, and whose code it is. */
function renderReach(artifact, withTable) {
    const said = reachSentences(artifact);
    return [
        ...(said.length > 0 ? [sentence(said.join(' '), 3_000), ''] : []),
        ...(withTable && artifact.reach && artifact.reach.origins.length > 0
            ? [details('Whose code can make system calls', originTable(artifact.reach)), '']
            : []),
    ];
}
const WHOSE = {
    runtime: "Go's runtime",
    std: "Go's standard library",
    main: 'The program itself',
    module: 'Module',
    'x-sys': '<code>golang.org/x/sys</code>',
    unknown: 'Not known whose',
};
function originTable({ origins, cgo }) {
    return table(['Whose code', 'System calls', 'Places', 'The target lacks'], [
        ...origins.map(({ whose, module, syscalls, places, lacking }) => [
            whoseCell(whose, module),
            String(syscalls),
            String(places),
            lacking
                .slice(0, 20)
                .map((name) => code(name))
                .join(' '),
        ]),
        ...(cgo ? [['C code (cgo)', 'not looked at', '', '']] : []),
    ]);
}
function whoseCell(whose, module) {
    if (whose === 'x-sys')
        return `${WHOSE[whose]}, ${module === null ? 'caller not known' : `called by ${code(module)}`}`;
    return module === null ? WHOSE[whose] : `${WHOSE[whose]} ${code(module)}`;
}

;// CONCATENATED MODULE: ./src/report/summary-source.ts


const summary_source_MAX_ROWS = 100;
/** `12 of 40 Go files have a build constraint: 3 are left out, 2 were decided by a tag (netgo, 310only).` */
function sourceSentence({ files }) {
    if (files.constrained === 0)
        return '';
    const tags = [...new Set(files.rows.flatMap(({ changedBy }) => changedBy))];
    const decided = files.changed === 0 ? 'no tag decides any' : `${tags.join(', ')} decided ${files.changed}`;
    return `Build constraints: ${files.constrained} of ${plural(files.files, 'Go file')} have one; ${files.leftOut} left out; ${decided}.`;
}
/** The table of files that the tags include and leave out, folded. */
function renderSource(source) {
    if (!source || source.files.rows.length === 0)
        return [];
    const { rows, constrained } = source.files;
    const shown = rows.slice(0, summary_source_MAX_ROWS);
    const more = constrained - shown.length;
    const body = table(['File', 'Constraint', 'In the program', 'Decided by'], [
        ...shown.map(({ file, constraint, included, changedBy }) => [
            code(file),
            code(constraint),
            included ? 'yes' : '**no**',
            changedBy.map((tag) => code(tag)).join(' '),
        ]),
        ...(more > 0 ? [[`and ${more} more`, '', '', '']] : []),
    ]);
    return [details(markdown_text_text(sourceSentence(source)), body), ''];
}

;// CONCATENATED MODULE: ./src/report/summary-surface.ts



/** Longer tables are folded. */
const OPEN_ROWS = 8;
const summary_surface_MAX_ROWS = 200;
/** What was refused, what the control run did, and which kernels would do. */
function renderSurface({ surface, needs }, withTable) {
    if (!surface)
        return [];
    const oldest = needsSentence(needs);
    return [
        ...(withTable ? refusedTable(surface) : []),
        sentence(controlSentence(surface), 2_000),
        ...(oldest ? ['', sentence(oldest, 2_000)] : []),
        '',
    ];
}
function refusedTable(surface) {
    const rows = [
        ...surface.refused.map((use) => [
            what(use),
            summary_surface_since(use),
            `refused: ${markdown_text_text(use.errno)}`,
            String(use.count),
            use.state === 'required' ? `**${STATE_WORD.required}**` : STATE_WORD[use.state],
        ]),
        ...surface.ignored.map((use) => [
            what(use),
            summary_surface_since(use),
            'ignored without a word',
            String(use.count),
            markdown_text_text(use.instead),
        ]),
        ...surface.leaked.map((use) => [
            what(use),
            summary_surface_since(use),
            '**went through**',
            String(use.count),
            'not enforced here',
        ]),
    ];
    if (rows.length === 0)
        return [];
    const more = rows.length > summary_surface_MAX_ROWS ? [[`and ${rows.length - summary_surface_MAX_ROWS} more`, '', '', '', '']] : [];
    const whole = table(['The target kernel lacks', 'Since Linux', 'Its answer', 'Calls', 'The program'], [...rows.slice(0, summary_surface_MAX_ROWS), ...more]);
    return [
        rows.length > OPEN_ROWS
            ? details(`${plural(rows.length, 'thing')} that the target kernel lacks`, whole)
            : whole,
        '',
    ];
}
function what({ label, byChild, program }) {
    return byChild ? `${code(label)} by ${code(program)}` : code(label);
}
function summary_surface_since({ since: release }) {
    return release === null ? 'newer than known' : markdown_text_text(release);
}

;// CONCATENATED MODULE: ./src/report/render-summary.ts








const GITHUB_LIMIT = 1_048_576;
/** Left for what else the step may write. */
const MARGIN = 8_192;
const FULL = {
    childCalls: true,
    ownCalls: true,
    output: true,
    evidence: true,
    tables: true,
    findings: 200,
    artifacts: 200,
};
/** What is given up first, one more with each step. */
const CUTS = [
    { without: {}, words: '' },
    { without: { childCalls: false }, words: "the children's system calls" },
    { without: { ownCalls: false }, words: 'the system calls' },
    { without: { output: false }, words: 'the system calls and the output' },
    { without: { evidence: false }, words: 'the system calls, the output and the evidence of findings' },
    { without: { tables: false, findings: 20 }, words: 'the tables and part of the findings' },
    { without: { findings: 3, artifacts: 50 }, words: 'the tables, most findings and perhaps some binaries' },
    { without: { findings: 0, artifacts: 10 }, words: 'the tables, the findings and perhaps some binaries' },
];
const ICON = { pass: '✅', warn: '⚠️', fail: '❌', inconclusive: '❔' };
/** The job summary: GitHub-flavoured Markdown that ends with a line end and never exceeds the limit. */
function renderSummary(report, options) {
    const limit = options.limit ?? GITHUB_LIMIT - MARGIN;
    let detail = FULL;
    for (const { without, words } of CUTS) {
        detail = { ...detail, ...without };
        const summary = joinWithin(sections(report, detail, words, options), limit);
        if (summary !== null)
            return summary;
    }
    return `## ${ICON[report.verdict]} ${VERDICT_WORD[report.verdict]}\n\nThe summary was too long; read report.json.\n`;
}
/** Null when the limit is passed; then the rest is not even rendered, because a report can be huge. */
function joinWithin(parts, limit) {
    const lines = [];
    let bytes = 0;
    for (const part of parts) {
        for (const line of part)
            bytes += Buffer.byteLength(line) + 1;
        if (bytes > limit)
            return null;
        lines.push(...part);
    }
    return `${lines.join('\n')}\n`;
}
function* sections(report, detail, cut, { directory, docsUrl = null }) {
    const shown = report.artifacts.slice(0, detail.artifacts);
    yield [renderHeading(report), ''];
    if (report.mode === 'audit')
        yield [AUDIT_SENTENCE, ''];
    if (cut) {
        yield [
            `This summary was cut to fit GitHub's limit: it leaves out ${cut}. Everything is in report.json.`,
            '',
        ];
    }
    if (report.error)
        yield renderError(report.error);
    if (report.artifacts.length > 1)
        yield renderOverview(report, shown);
    for (const artifact of shown)
        yield renderArtifact(artifact, report, detail, docsUrl);
    yield [renderFooter(report, directory)];
}
function renderHeading(report) {
    const single = report.artifacts.length === 1 ? report.artifacts[0] : undefined;
    const says = single && single.verdict === report.verdict
        ? verdictSentence(single, report.target, (raw) => code(raw))
        : markdown_text_text(overallSentence(report));
    return `## ${ICON[report.verdict]} ${VERDICT_WORD[report.verdict]} — ${says}`;
}
function renderError(error) {
    return [
        `**Stopped in stage ${error.stage}** (${code(error.code)}): ${sentence(error.message)}`,
        '',
        `**What to do:** ${sentence(error.hint)}`,
        '',
        ...error.places.slice(0, 20).map((place) => `- ${code(placeName(place), 500)}: ${markdown_text_text(place.message)}`),
        ...(error.places.length > 0 ? [''] : []),
        faultSentence(error),
        '',
    ];
}
function renderOverview(report, shown) {
    const more = report.artifacts.length - shown.length;
    return [
        table(['Binary', 'Verdict', 'Errors', 'Warnings'], shown.map((artifact) => [
            code(artifact.name),
            `${ICON[artifact.verdict]} ${VERDICT_WORD[artifact.verdict]}`,
            String(countedFindings(artifact).filter((finding) => finding.level === 'error').length),
            String(countedFindings(artifact).filter((finding) => finding.level === 'warning').length),
        ])),
        '',
        ...(more > 0 ? [`… and ${more} more, see the full report.`, ''] : []),
    ];
}
function renderArtifact(artifact, report, detail, docsUrl) {
    const heading = report.artifacts.length > 1 || artifact.verdict !== report.verdict
        ? [
            `### ${ICON[artifact.verdict]} ${VERDICT_WORD[artifact.verdict]} — ${verdictSentence(artifact, report.target, (raw) => code(raw))}`,
            '',
        ]
        : [];
    return [
        ...heading,
        evidenceSentence(artifact),
        ...limitSentences(artifact, report.target).map((limit) => markdown_text_text(limit, 1_000)),
        '',
        ...(artifact.error ? renderError(artifact.error) : []),
        ...renderFindings(artifact.findings, detail, docsUrl),
        ...(detail.tables ? renderPicture(artifact) : []),
        ...renderSurface(artifact, detail.tables),
        ...renderReach(artifact, detail.tables),
        ...(detail.tables ? [renderArtifactTable(artifact, report.target), ''] : []),
        ...(detail.tables ? renderSource(artifact.build) : []),
        ...(detail.tables && artifact.boot ? renderBoot(artifact.boot, artifact, detail) : []),
    ];
}
function renderFooter(report, directory) {
    const built = report.artifacts.some((artifact) => artifact.package !== null);
    const go = report.go && built ? ` Built with Go ${markdown_text_text(report.go.version)} (${report.go.source}).` : '';
    const traces = report.artifacts.some(({ boot }) => boot?.trace) ? ', with the raw traces beside it,' : '';
    return [
        ...(report.policy ? [sentence(policySentence(report.policy))] : []),
        `Full report: ${code('report.json')}${traces} in ${code(directory, 500)}.${go}`,
        `<sub>${report.tool.name} ${markdown_text_text(report.tool.version)}, ${markdown_text_text(report.startedAt)}, took ${(report.durationMs / 1_000).toFixed(1)} s</sub>`,
    ].join('\n\n');
}

;// CONCATENATED MODULE: ./src/report/publish.ts














/**
 * Writes report.json and its other forms into `directory` (made if needed), each whether or not the others succeed.
 * @param base folder that the sources are named relative to, where there is no GITHUB_WORKSPACE
 */
async function writeReport(report, directory, base = process.cwd()) {
    const folder = external_node_path_.resolve(directory);
    const warnings = [];
    await attempt(warnings, `The report's folder ${folder} could not be made`, () => promises_.mkdir(folder, { recursive: true }));
    const write = async (name, render) => {
        const file = external_node_path_.join(folder, name);
        const written = await attempt(warnings, `${name} could not be written to ${folder}`, () => replaceFile(file, render()));
        return written ? file : null;
    };
    const reportPath = await write('report.json', () => {
        const { text, problem } = renderReportJson(report);
        if (problem)
            warnings.push(`The report does not match its schema: ${problem}`);
        return text;
    });
    const summaryPath = await write('summary.md', () => renderSummary(report, { directory }));
    const sarifPath = await write('report.sarif', () => renderSarif(report, {
        workspace: external_node_path_.resolve(process.env.GITHUB_WORKSPACE || base),
        docsUrl: docsUrlOf(process.env),
        pageOf: pagesWith(warnings),
    }));
    const junitPath = await write('report.junit.xml', () => renderJunit(report));
    const badgePath = await write('badge.json', () => renderBadge(report));
    return { reportPath, summaryPath, sarifPath, junitPath, badgePath, warnings };
}
/**
 * Writes the report, then tells GitHub: outputs, annotations, job summary; each whether or not the others succeed.
 * What goes wrong is logged as a warning. Without GITHUB_STEP_SUMMARY (an old or a local runner) the summary is only
 * the file summary.md.
 */
async function publishToActions(report, directory) {
    const written = await writeReport(report, directory);
    const warnings = [...written.warnings];
    await attempt(warnings, 'The outputs could not be set', () => {
        const outputs = renderOutputs(report, external_node_path_.resolve(directory), {
            report: written.reportPath ?? '',
            sarif: written.sarifPath ?? '',
            junit: written.junitPath ?? '',
            badge: written.badgePath ?? '',
        });
        for (const [name, value] of Object.entries(outputs))
            core.setOutput(name, value);
    });
    await attempt(warnings, 'The annotations could not be made', () => {
        for (const annotation of renderAnnotations(report))
            annotate(annotation);
    });
    if (process.env.GITHUB_STEP_SUMMARY) {
        await attempt(warnings, 'The job summary could not be written', () => core.summary.addRaw(renderSummary(report, { directory, docsUrl: docsUrlOf(process.env) })).write());
    }
    for (const warning of warnings) {
        core.warning(renderInert(visibleLine(warning, 1_000)), { title: 'legacy-kernel-gate: report' });
    }
    return { ...written, warnings };
}
/** Where this very version of the action has its pages; null when the runner does not say, or says something odd. */
function docsUrlOf(env) {
    const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
    const url = `${server}/${repository}/blob/${ref}`;
    return server && repository && ref && /^https:\/\/[\w.-]+(:\d+)?(\/[\w.-]+)+$/.test(url) ? url : null;
}
/** Pages that cannot be read are one warning together: SARIF does without their help. */
function pagesWith(warnings) {
    let told = false;
    return (rule) => {
        try {
            return loadRulePage(rule);
        }
        catch (error) {
            if (!told)
                warnings.push(`report.sarif is without the pages of the rules: ${(0,src_errors.messageOf)(error)}.`);
            told = true;
            return null;
        }
    };
}
function annotate({ level, title, message, file, line, column }) {
    const say = { error: core.error, warning: core.warning, notice: core.notice }[level];
    say(message, {
        title,
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { startLine: line }),
        ...(column === undefined ? {} : { startColumn: column }),
    });
}
/** A new file in the old one's place: never a half one, and a link that stands there is replaced, not followed. */
async function replaceFile(file, text) {
    const temporary = `${file}.${process.pid}.tmp`;
    try {
        await promises_.rm(temporary, { force: true });
        await promises_.writeFile(temporary, text, { flag: 'wx' });
        await promises_.rename(temporary, file);
    }
    catch (error) {
        await promises_.rm(temporary, { force: true });
        throw error;
    }
}
async function attempt(warnings, what, work) {
    try {
        await work();
        return true;
    }
    catch (error) {
        warnings.push(`${what}: ${(0,src_errors.messageOf)(error)}.`);
        return false;
    }
}

;// CONCATENATED MODULE: ./src/cache/cache-key.ts

/** Raised when entries are laid out in another way. */
const LAYOUT = 1;
function goCacheKeys(name, settings, host) {
    const machine = [process.platform, host.arch, host.imageOs].filter((word) => word !== '').join('-');
    const sameGo = `${prefix(name)}${machine}-go${settings.goVersion}-`;
    const cgo = settings.cgo ? 'cgo' : 'nocgo';
    const sameBuild = `${sameGo}${settings.target}-${cgo}-${shortHash(settings.flags.join('\0'))}-`;
    return {
        key: `${sameBuild}${settings.dependencies || 'none'}`,
        restoreKeys: [sameBuild, sameGo],
    };
}
/** @param program name that tells source, Go version and architecture */
function agentKey(program) {
    return `${prefix('agent')}${program}`;
}
/** @param digest of the registry, `sha256:…` */
function imageKey(engine, digest) {
    return `${prefix('image')}${engine}-${digest.replace(':', '-')}`;
}
function prefix(name) {
    return `legacy-kernel-gate-${LAYOUT}-${name}-`;
}
function shortHash(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 12);
}

;// CONCATENATED MODULE: ./src/cache/image-cache.ts



/** The file in an entry that `docker save` or `podman save` has written. */
const IMAGE_FILE = 'image.tar';
const LOAD_TIMEOUT_MS = 300_000;
/**
 * CentOS 7.9.2009 on Docker Hub: digest of the index to those of its amd64 configuration (the ID in Docker's own store
 * and in Podman), manifest and index (the ID in containerd's store), as public build logs show them. An image under
 * such an ID is that image: engines check layers and configuration against it when they load one.
 */
const IMAGE_IDS = new Map([
    [
        'sha256:be65f488b7764ad3638f236b7b515b3678369a5124c47b8d32916d6487418ea4',
        [
            'sha256:eeb6ee3f44bd0b5103bb561b4c16bcb82328cfe5809ab675bb17ab3a16c517c9',
            'sha256:dead07b4d8ed7e29e98de0f4504d87e8880d4347859d839686a31da35a3b532f',
            'sha256:be65f488b7764ad3638f236b7b515b3678369a5124c47b8d32916d6487418ea4',
        ],
    ],
]);
/**
 * Images in the cache, only those whose content the engine's ID proves: whoever can write the cache can put no other
 * one in its place.
 * @param temporaryDirectory where an image is unpacked, 200 MB
 */
function openImageCache(cache, temporaryDirectory, known = IMAGE_IDS) {
    const idsOf = (reference) => known.get(digestOf(reference) ?? '') ?? [];
    return {
        async load(engine, reference) {
            const ids = idsOf(reference);
            if (ids.length === 0 || !cache.restores)
                return null;
            let found = null;
            await cache.restore({
                title: `the image ${reference}`,
                key: imageKey(engine, digestOf(reference) ?? ''),
                restoreKeys: [],
                beside: temporaryDirectory,
                take: async (directory) => {
                    await loadImage(engine, external_node_path_.join(directory, IMAGE_FILE));
                    found = await firstPresent(engine, ids);
                    if (found === null)
                        throw new Error('it holds another image');
                },
            });
            return found;
        },
        keep(engine, reference, id) {
            const full = id.startsWith('sha256:') ? id : `sha256:${id}`;
            if (!idsOf(reference).includes(full))
                return;
            cache.saveLater({
                kind: 'image',
                key: imageKey(engine, digestOf(reference) ?? ''),
                engine,
                image: full,
            });
        },
    };
}
function digestOf(reference) {
    return /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1];
}
async function loadImage(engine, file) {
    const loaded = await (0,run_command/* runCommand */.d)(engine, ['load', '--input', file], { timeoutMs: LOAD_TIMEOUT_MS });
    if (loaded.code !== 0)
        throw new Error(`${engine} load: ${(0,run_command/* lastLine */.f)(loaded)}`);
}
async function firstPresent(engine, ids) {
    for (const id of ids) {
        const inspected = await (0,run_command/* runCommand */.d)(engine, ['image', 'inspect', id], { timeoutMs: LOAD_TIMEOUT_MS });
        if (inspected.code === 0)
            return id;
    }
    return null;
}

;// CONCATENATED MODULE: ./src/cache-directory.ts


/**
 * The gate's own folder for things that can be made again: in the runner's tool cache in Actions (it outlives the job
 * on self-hosted runners only), else in the user's cache folder (XDG Base Directory Specification: an XDG_CACHE_HOME
 * that is not absolute does not count).
 */
function cacheDirectory(env) {
    const named = env.XDG_CACHE_HOME ?? '';
    const ofUser = external_node_path_.isAbsolute(named) ? named : external_node_path_.join(external_node_os_.homedir(), '.cache');
    return external_node_path_.join(env.RUNNER_TOOL_CACHE || ofUser, 'legacy-kernel-gate');
}
/** The tool cache that this job's steps share; in a terminal, where there is none, a folder of ours. */
function toolCacheDirectory(env) {
    return env.RUNNER_TOOL_CACHE || external_node_path_.join(cacheDirectory(env), 'tools');
}

// EXTERNAL MODULE: ./src/input-table.ts
var input_table = __webpack_require__(6914);
;// CONCATENATED MODULE: ./src/kernel/machine.ts
const MACHINES = [
    { elf: 'x86_64', goarch: 'amd64', node: 'x64', table: 'x86_64', alsoRuns: ['i386'] },
    { elf: 'aarch64', goarch: 'arm64', node: 'arm64', table: 'arm64', alsoRuns: [] },
    { elf: 'i386', goarch: '386', node: 'ia32', table: 'i386', alsoRuns: [] },
];
function machineOfNode(arch) {
    return MACHINES.find((machine) => machine.node === arch);
}
function machineOfElf(name) {
    return MACHINES.find((machine) => machine.elf === name);
}
/** Can a program for `elf` be executed on this host without emulation? */
function runsOn(host, elf) {
    return host.elf === elf || host.alsoRuns.includes(elf);
}

;// CONCATENATED MODULE: ./src/boot/agent.ts






const BUILD_TIMEOUT_MS = 300_000;
/**
 * The agent as a static program for linux/amd64 or arm64, built from its source with the given Go unless the folder or
 * the run's cache already has it. Its name holds the source's hash, the Go version's and the architecture.
 * @param source folder `agent/` of this project
 * @param directory in which built agents are kept
 * @returns absolute path of the program
 * @throws GateError code `agent-build`
 */
async function loadAgent(source, toolchain, goarch, directory, cache) {
    const name = `agent-${await sourceHash(source, toolchain.version)}-${goarch}`;
    const program = external_node_path_.join(directory, name);
    if (await isExecutable(program))
        return program;
    await promises_.mkdir(directory, { recursive: true });
    const key = agentKey(name);
    const take = (staging) => promises_.rename(external_node_path_.join(staging, name), program);
    await cache.restore({ title: 'the agent', key, restoreKeys: [], beside: directory, take });
    if (await isExecutable(program))
        return program;
    const fresh = `${program}.${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    const built = await (0,run_command/* runCommand */.d)(toolchain.go, ['build', '-trimpath', '-buildvcs=false', '-ldflags=-s -w', '-o', fresh, '.'], {
        timeoutMs: BUILD_TIMEOUT_MS,
        env: agentBuildEnv(goarch),
        cwd: source,
    });
    if (built.code !== 0) {
        await promises_.rm(fresh, { force: true });
        throw new src_errors.GateError({
            stage: 'boot',
            code: 'agent-build',
            fault: 'gate',
            message: `The agent cannot be built with Go ${toolchain.version}: ${(0,run_command/* lastLine */.f)(built)}.`,
            hint: 'Go 1.19 or later is needed for it; choose a newer go-version, or report this.',
        });
    }
    await promises_.rename(fresh, program);
    cache.saveLater({ kind: 'file', key, path: program });
    return program;
}
function isExecutable(file) {
    return promises_.access(file, promises_.constants.X_OK).then(() => true, () => false);
}
/** The agent needs the standard library only, so nothing of the user's Go settings may touch its build. */
function agentBuildEnv(goarch) {
    const fixed = {
        CGO_ENABLED: '0',
        GOOS: 'linux',
        GOARCH: goarch,
        GOTOOLCHAIN: 'local',
        GOFLAGS: '',
        GOWORK: 'off',
        GOPROXY: 'off',
    };
    return { ...process.env, ...fixed };
}
async function sourceHash(source, goVersion) {
    const names = (await promises_.readdir(source))
        .filter((name) => /(\.go|^go\.mod)$/.test(name) && !name.endsWith('_test.go'))
        .sort();
    const hash = (0,external_node_crypto_.createHash)('sha256').update(goVersion);
    for (const name of names)
        hash.update(`\0${name}\0`).update(await promises_.readFile(external_node_path_.join(source, name)));
    return hash.digest('hex').slice(0, 16);
}

;// CONCATENATED MODULE: ./src/inspect/byte-cursor.ts
/** A file breaks the rules of its format: the only error that the readers in this folder throw. */
class MalformedFileError extends Error {
    /** What was read, in the format's own words: `e_phoff`, `DT_NEEDED name`, … */
    what;
    /** Byte offset in the file; null when the fault has no one place. */
    offset;
    constructor(what, offset, problem) {
        super(`${what}${offset === null ? '' : ` at offset ${offset}`} ${problem}`);
        this.name = 'MalformedFileError';
        this.what = what;
        this.offset = offset;
    }
}
/** The same memory as a Buffer. */
function viewOf(bytes) {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
function openCursor(file, range) {
    const little = range.endian === 'little';
    const end = Math.min(range.end, file.length);
    let position = range.start;
    function take(length, what) {
        const at = position;
        if (!(at >= range.start && at <= end && length <= end - at)) {
            const left = at >= range.start && at <= end ? end - at : 0;
            throw new MalformedFileError(what, at, `takes ${length} bytes, but only ${left} are there`);
        }
        position += length;
        return at;
    }
    function u64(what) {
        const at = take(8, what);
        return little ? file.readBigUInt64LE(at) : file.readBigUInt64BE(at);
    }
    function u32(what) {
        const at = take(4, what);
        return little ? file.readUInt32LE(at) : file.readUInt32BE(at);
    }
    function safe(value, at, what) {
        if (value > BigInt(Number.MAX_SAFE_INTEGER))
            throw new MalformedFileError(what, at, `is absurd: ${value}`);
        return Number(value);
    }
    return {
        offset: () => position,
        left: () => Math.max(0, end - position),
        seek(offset) {
            position = offset;
        },
        u8: (what) => file.readUInt8(take(1, what)),
        u16(what) {
            const at = take(2, what);
            return little ? file.readUInt16LE(at) : file.readUInt16BE(at);
        },
        u32,
        u64,
        word: (bits, what) => (bits === 64 ? u64(what) : BigInt(u32(what))),
        size(bits, what) {
            const at = position;
            return bits === 64 ? safe(u64(what), at, what) : u32(what);
        },
        uvarint(what) {
            const at = position;
            let value = 0n;
            for (let shift = 0n; shift < 70n; shift += 7n) {
                const byte = file.readUInt8(take(1, what));
                value |= BigInt(byte & 0x7f) << shift;
                if (byte < 0x80)
                    return safe(value, at, what);
            }
            throw new MalformedFileError(what, at, 'is a variable-length number without an end');
        },
        cstring(limit, what) {
            const at = take(0, what);
            const room = file.subarray(at, Math.min(end, at + limit));
            const length = room.indexOf(0);
            if (length < 0)
                throw new MalformedFileError(what, at, `has no end within ${room.length} bytes`);
            position = at + length + 1;
            return room.toString('utf8', 0, length);
        },
        bytes(length, what) {
            const at = take(length, what);
            return file.subarray(at, at + length);
        },
    };
}

;// CONCATENATED MODULE: ./src/inspect/elf-image.ts

/** `p_type` values that this folder reads (elf(5)). */
const PT_LOAD = 1;
const PT_DYNAMIC = 2;
const PT_INTERP = 3;
const PT_NOTE = 4;
/** `p_flags` bits. */
const PF_X = 1;
const PF_W = 2;
/** `e_type` values. */
const ET_REL = 1;
const ET_EXEC = 2;
const ET_DYN = 3;
const ET_CORE = 4;
/** Linux refuses a program header table above 64 KiB (load_elf_phdrs in fs/binfmt_elf.c). */
const MAX_PROGRAM_TABLE = 65536;
function isElf(bytes) {
    return viewOf(bytes.subarray(0, 4)).equals(Buffer.from('\x7fELF', 'latin1'));
}
/** Format: elf(5). Throws MalformedFileError. */
function parseElfImage(bytes) {
    const file = viewOf(bytes);
    const header = parseHeader(file);
    const loads = header.type === ET_EXEC || header.type === ET_DYN;
    return { ...header, file, segments: loads ? parseSegments(file, header) : [] };
}
function parseHeader(file) {
    if (!isElf(file))
        throw new MalformedFileError('the ELF magic', 0, 'is missing');
    const ident = openCursor(file, { endian: 'little', start: 4, end: 16 });
    const bits = oneOf(ident.u8('EI_CLASS'), { 1: 32, 2: 64 }, 'EI_CLASS', 4);
    const endian = oneOf(ident.u8('EI_DATA'), { 1: 'little', 2: 'big' }, 'EI_DATA', 5);
    oneOf(ident.u8('EI_VERSION'), { 1: 1 }, 'EI_VERSION', 6);
    const osAbi = ident.u8('EI_OSABI');
    const cursor = openCursor(file, { endian, start: 16, end: file.length });
    const type = cursor.u16('e_type');
    const machine = cursor.u16('e_machine');
    cursor.u32('e_version');
    const entry = cursor.word(bits, 'e_entry');
    const programOffset = cursor.size(bits, 'e_phoff');
    const sectionOffset = readSectionOffset(cursor, bits);
    cursor.u32('e_flags');
    cursor.u16('e_ehsize');
    const programTable = {
        offset: programOffset,
        entrySize: cursor.u16('e_phentsize'),
        count: cursor.u16('e_phnum'),
    };
    const sectionTable = {
        offset: sectionOffset,
        entrySize: cursor.u16('e_shentsize'),
        count: cursor.u16('e_shnum'),
    };
    const sectionNames = cursor.u16('e_shstrndx');
    return { class: bits, endian, osAbi, type, machine, entry, programTable, sectionTable, sectionNames };
}
/** Nothing that runs a file reads its section headers, so a wild offset means "none" here. */
function readSectionOffset(cursor, bits) {
    const offset = cursor.word(bits, 'e_shoff');
    return offset > BigInt(Number.MAX_SAFE_INTEGER) ? 0 : Number(offset);
}
function oneOf(value, meanings, what, offset) {
    const meaning = meanings[value];
    if (meaning === undefined)
        throw new MalformedFileError(what, offset, `has the unknown value ${value}`);
    return meaning;
}
function parseSegments(file, header) {
    const { offset, entrySize, count } = header.programTable;
    if (count === 0)
        return [];
    const expected = header.class === 64 ? 56 : 32;
    if (entrySize !== expected) {
        throw new MalformedFileError('e_phentsize', null, `is ${entrySize}, but must be ${expected}`);
    }
    if (count * entrySize > MAX_PROGRAM_TABLE) {
        throw new MalformedFileError('e_phnum', null, `is ${count}, more program headers than Linux accepts`);
    }
    const cursor = openCursor(file, { endian: header.endian, start: offset, end: file.length });
    return Array.from({ length: count }, (_, index) => {
        const at = cursor.offset();
        const segment = header.class === 64 ? readSegment64(cursor) : readSegment32(cursor);
        if (segment.type === PT_LOAD && segment.offset + segment.fileSize > file.length) {
            const needs = segment.offset + segment.fileSize;
            throw new MalformedFileError(`program header ${index}`, at, `loads up to byte ${needs}, but the file ends at byte ${file.length}: it is cut off or damaged`);
        }
        return segment;
    });
}
function readSegment64(cursor) {
    const type = cursor.u32('p_type');
    const flags = cursor.u32('p_flags');
    const offset = cursor.size(64, 'p_offset');
    const address = cursor.u64('p_vaddr');
    cursor.u64('p_paddr');
    const fileSize = cursor.size(64, 'p_filesz');
    cursor.u64('p_memsz');
    return { type, flags, offset, address, fileSize, align: cursor.u64('p_align') };
}
function readSegment32(cursor) {
    const type = cursor.u32('p_type');
    const offset = cursor.u32('p_offset');
    const address = cursor.word(32, 'p_vaddr');
    cursor.u32('p_paddr');
    const fileSize = cursor.u32('p_filesz');
    cursor.u32('p_memsz');
    const flags = cursor.u32('p_flags');
    return { type, flags, offset, address, fileSize, align: cursor.word(32, 'p_align') };
}
/** A cursor over a segment's bytes in the file. */
function openSegment(image, segment) {
    const end = segment.offset + segment.fileSize;
    return openCursor(image.file, { endian: image.endian, start: segment.offset, end });
}
/**
 * A cursor at a virtual address, over the rest of the loaded segment that holds it; null when no segment loads that
 * address from the file.
 */
function openAddress(image, address) {
    for (const segment of image.segments) {
        if (segment.type !== PT_LOAD || address < segment.address)
            continue;
        const into = address - segment.address;
        if (into >= BigInt(segment.fileSize))
            continue;
        const start = segment.offset + Number(into);
        return openCursor(image.file, { endian: image.endian, start, end: segment.offset + segment.fileSize });
    }
    return null;
}

;// CONCATENATED MODULE: ./src/inspect/elf-section.ts

/** SHN_LORESERVE: from here on `e_shstrndx` is kept in the first section header instead. */
const RESERVED_INDEX = 0xff00;
/** Far above any linked program; a table that claims more is not worth reading. */
const MAX_SECTIONS = 65536;
/**
 * The first section of that name; null when there is none, or when the section headers are stripped or damaged:
 * neither the kernel nor the loader reads them, so they cannot make a file unreadable.
 */
function findSection(image, name) {
    try {
        return searchSections(image, Buffer.from(`${name}\0`));
    }
    catch (error) {
        if (error instanceof MalformedFileError)
            return null;
        throw error;
    }
}
function searchSections(image, name) {
    const { offset, entrySize } = image.sectionTable;
    if (offset === 0 || entrySize !== (image.class === 64 ? 64 : 40))
        return null;
    const first = readSection(image, 0);
    const count = image.sectionTable.count === 0 ? first.size : image.sectionTable.count;
    const namesIndex = image.sectionNames < RESERVED_INDEX ? image.sectionNames : first.link;
    if (count > MAX_SECTIONS || namesIndex >= count)
        return null;
    const names = readSection(image, namesIndex);
    const table = image.file.subarray(names.offset, names.offset + names.size);
    for (let index = 1; index < count; index++) {
        const section = readSection(image, index);
        if (table.subarray(section.name, section.name + name.length).equals(name))
            return section;
    }
    return null;
}
function readSection(image, index) {
    const { offset, entrySize } = image.sectionTable;
    const start = offset + index * entrySize;
    const cursor = openCursor(image.file, { endian: image.endian, start, end: start + entrySize });
    const name = cursor.u32('sh_name');
    cursor.u32('sh_type');
    cursor.word(image.class, 'sh_flags');
    const address = cursor.word(image.class, 'sh_addr');
    const fileOffset = cursor.size(image.class, 'sh_offset');
    const size = cursor.size(image.class, 'sh_size');
    return { name, address, offset: fileOffset, size, link: cursor.u32('sh_link') };
}

;// CONCATENATED MODULE: ./src/inspect/go-quoted.ts
const PIECE = /([^"\\\n]+)|\\(?:([abfnrtv\\"])|x([0-9a-fA-F]{2})|([0-3][0-7]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/y;
const ESCAPES = {
    a: '\x07',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
    '\\': '\\',
    '"': '"',
};
/** Reads what strconv.QuotedPrefix and strconv.Unquote read: `"…"` and raw strings. Null when it is neither. */
function parseGoQuoted(text) {
    if (text.startsWith('`'))
        return parseRaw(text);
    if (text.startsWith('"'))
        return parseInterpreted(text);
    return null;
}
function parseRaw(text) {
    const end = text.indexOf('`', 1);
    if (end < 0)
        return null;
    return { value: text.slice(1, end).replaceAll('\r', ''), rest: text.slice(end + 1) };
}
function parseInterpreted(text) {
    // Escapes such as \xe2 are single bytes: a character may be spread over several of them.
    const bytes = [];
    let position = 1;
    while (text[position] !== '"') {
        PIECE.lastIndex = position;
        const match = PIECE.exec(text);
        const piece = match === null ? null : bytesOf(match);
        if (piece === null)
            return null;
        bytes.push(piece);
        position = PIECE.lastIndex;
    }
    return { value: Buffer.concat(bytes).toString('utf8'), rest: text.slice(position + 1) };
}
function bytesOf(match) {
    const [, literal, letter, hex, octal, short, long] = match;
    if (literal !== undefined)
        return Buffer.from(literal);
    if (letter !== undefined)
        return Buffer.from(ESCAPES[letter] ?? '');
    if (hex !== undefined)
        return Buffer.of(Number.parseInt(hex, 16));
    if (octal !== undefined)
        return Buffer.of(Number.parseInt(octal, 8));
    const rune = Number.parseInt(short ?? long ?? '', 16);
    const isRune = rune <= 0x10ffff && !(rune >= 0xd800 && rune <= 0xdfff);
    return isRune ? Buffer.from(String.fromCodePoint(rune)) : null;
}

;// CONCATENATED MODULE: ./src/inspect/module-text.ts


/**
 * Parses the text that cmd/go embeds, one tab-separated fact a line, as runtime/debug.ParseBuildInfo does:
 * `path`, `mod`, `dep`, `=>` (what replaces the module of the line before) and `build` (a setting).
 */
function parseModuleText(text) {
    let path = '';
    let main = null;
    const deps = [];
    const settings = new Map();
    let last = null;
    // What follows the last newline is no line.
    for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
        const tab = line.indexOf('\t');
        const rest = line.slice(tab + 1);
        switch (line.slice(0, tab + 1)) {
            case 'path\t':
                path = rest;
                break;
            case 'mod\t':
                last = parseModule(rest, index);
                main = last;
                break;
            case 'dep\t':
                last = parseModule(rest, index);
                deps.push(last);
                break;
            case '=>\t':
                if (last === null)
                    throw malformed(index, 'replaces no module');
                last.replace = parseReplacement(rest, index);
                last = null;
                break;
            case 'build\t':
                settings.set(...parseSetting(rest, index));
                break;
        }
    }
    return { path, main, deps, settings: Object.fromEntries(settings) };
}
function malformed(index, problem) {
    return new MalformedFileError(`line ${index + 1} of the Go build information`, null, problem);
}
function parseModule(text, index) {
    const columns = text.split('\t');
    const [path, version, sum] = columns;
    if (path === undefined || version === undefined || columns.length > 3) {
        throw malformed(index, `has ${columns.length} columns instead of 2 or 3`);
    }
    return { path, version, sum: sum ?? '', replace: null };
}
function parseReplacement(text, index) {
    const columns = text.split('\t').length;
    if (columns !== 3)
        throw malformed(index, `has ${columns} columns instead of 3`);
    return parseModule(text, index);
}
function parseSetting(text, index) {
    const quoted = parseGoQuoted(text);
    if (quoted !== null) {
        if (!quoted.rest.startsWith('='))
            throw malformed(index, "has no '=' after the quoted key");
        return [quoted.value, parseValue(quoted.rest.slice(1), index)];
    }
    const equals = text.indexOf('=');
    if (equals < 1)
        throw malformed(index, "is not of the form 'key=value'");
    const key = text.slice(0, equals);
    if (/[ \t\r"`]/.test(key))
        throw malformed(index, 'has a key that must be quoted');
    return [key, parseValue(text.slice(equals + 1), index)];
}
function parseValue(text, index) {
    if (text.startsWith('"') || text.startsWith('`')) {
        const quoted = parseGoQuoted(text);
        if (quoted === null || quoted.rest !== '')
            throw malformed(index, 'has a badly quoted value');
        return quoted.value;
    }
    if (/[ \t\r"`]/.test(text))
        throw malformed(index, 'has a value that must be quoted');
    return text;
}

;// CONCATENATED MODULE: ./src/inspect/build-info.ts




/** The header that the Go linker leaves: 14 bytes of magic, pointer size, flags, then by format. 32 bytes in all. */
const MAGIC = Buffer.from('\xff Go buildinf:', 'latin1');
const HEADER_SIZE = 32;
const ALIGN = 16;
const FLAG_BIG_ENDIAN = 1;
/** Go 1.18 and later: the strings follow the header. Before: the header points to them. */
const FLAG_INLINE = 2;
/** More places than this that look like a header, in a file without sections, and we stop looking. */
const MAX_CANDIDATES = 1024;
/** Bytes; far above what the go command writes. */
const MAX_VERSION = 1024;
const MAX_MODULE_TEXT = 2 ** 24;
/**
 * Reads the Go build information as debug/buildinfo does. Null when the file has none (it is no Go program, or Go
 * before 1.13 built it). Throws MalformedFileError when the module text breaks its rules.
 *
 * Goes further than debug/buildinfo in one case, a program without section headers: it looks through every writable
 * data segment (a PIE keeps its relocated read-only data in the first) and past bytes that merely look like a header.
 */
function parseBuildInfo(image) {
    const section = findSection(image, '.go.buildinfo');
    const raw = section === null ? searchSegments(image) : build_info_readSection(image, section.address, section.size);
    return raw === null ? null : { version: raw.version, ...parseModuleText(unframe(raw.modules)) };
}
function build_info_readSection(image, address, size) {
    const cursor = openAddress(image, address);
    if (cursor === null)
        return null;
    const start = cursor.offset();
    const end = start + Math.min(size, cursor.left());
    for (const offset of candidates(image.file, start, end, address))
        return readAt(image, offset, start + cursor.left());
    return null;
}
function searchSegments(image) {
    let budget = MAX_CANDIDATES;
    for (const { type, flags, offset, fileSize, address } of image.segments) {
        if (type !== PT_LOAD || (flags & (PF_W | PF_X)) !== PF_W)
            continue;
        const end = offset + fileSize;
        for (const candidate of candidates(image.file, offset, end, address)) {
            const raw = readAt(image, candidate, end);
            if (raw !== null && isFoundVersion(raw.version))
                return raw;
            if (--budget === 0)
                return null;
        }
    }
    return null;
}
/** Bytes that were found by search are build information only if they name a Go release or a development version. */
function isFoundVersion(version) {
    return /^(go\d|devel )/.test(version);
}
/** Offsets in [start, end) of headers whose address is a multiple of 16; `address` is that of `start`. */
function* candidates(file, start, end, address) {
    const range = file.subarray(start, end);
    const misalignment = Number(address % BigInt(ALIGN));
    let at = range.indexOf(MAGIC);
    while (at >= 0 && at + HEADER_SIZE <= range.length) {
        if ((at + misalignment) % ALIGN === 0)
            yield start + at;
        at = range.indexOf(MAGIC, at + 1);
    }
}
function readAt(image, offset, end) {
    const file = image.file;
    const pointerSize = file[offset + 14];
    const flags = file[offset + 15] ?? 0;
    const endian = (flags & FLAG_BIG_ENDIAN) === 0 ? 'little' : 'big';
    try {
        if ((flags & FLAG_INLINE) !== 0) {
            return readInline(openCursor(file, { endian, start: offset + HEADER_SIZE, end }));
        }
        if (pointerSize !== 4 && pointerSize !== 8)
            return null;
        const bits = pointerSize === 4 ? 32 : 64;
        const header = openCursor(file, { endian, start: offset + MAGIC.length + 2, end: offset + HEADER_SIZE });
        return readPointed({ ...image, endian }, header, bits);
    }
    catch (error) {
        // As in debug/buildinfo: a header whose strings are not there is not build information.
        if (error instanceof MalformedFileError)
            return null;
        throw error;
    }
}
function readInline(cursor) {
    const version = cursor.bytes(cursor.uvarint('the version length'), 'the Go version');
    const modules = cursor.bytes(cursor.uvarint('the module text length'), 'the module text');
    return rawOf(version, modules);
}
function readPointed(image, header, bits) {
    const version = readGoString(image, header.word(bits, 'the version pointer'), bits);
    const modules = readGoString(image, header.word(bits, 'the module pointer'), bits);
    return version === null ? null : rawOf(version, modules ?? Buffer.alloc(0));
}
/** A Go string in memory is a pointer and a length. Null when either leads out of the file. */
function readGoString(image, address, bits) {
    const header = openAddress(image, address);
    if (header === null || header.left() < bits / 4)
        return null;
    const data = openAddress(image, header.word(bits, 'the string pointer'));
    const length = header.word(bits, 'the string length');
    if (data === null || length > BigInt(data.left()))
        return null;
    return data.bytes(Number(length), 'the string');
}
function rawOf(version, modules) {
    if (version.length === 0 || version.length > MAX_VERSION || modules.length > MAX_MODULE_TEXT)
        return null;
    return { version: version.toString('utf8'), modules };
}
/** Strips the 16-byte marks that cmd/go puts around the module text (infoStart and infoEnd in modload). */
function unframe(modules) {
    const framed = modules.length >= 33 && modules[modules.length - 17] === 0x0a;
    return framed ? modules.toString('utf8', 16, modules.length - 16) : '';
}

;// CONCATENATED MODULE: ./src/inspect/elf-verneed.ts

/** Far above what a linker writes, so that a damaged file cannot cost time or memory. */
const MAX_VERSIONS = 16384;
/** `vna_flags`: every symbol that asks for the version is weak (glibc's elf.h). */
const VER_FLG_WEAK = 2;
/**
 * Walks `Elf_Verneed` and `Elf_Vernaux` by their links, as glibc's loader does (elf/dl-version.c): it goes by
 * `vn_next` and `vna_next`, not by DT_VERNEEDNUM and `vn_cnt`. The cursor stands at the first record. Throws
 * MalformedFileError.
 */
function readVerneed(cursor, names) {
    const needs = [];
    let budget = MAX_VERSIONS;
    for (let record = cursor.offset(), more = true; more;) {
        cursor.seek(record);
        const version = cursor.u16('vn_version');
        if (version !== 1)
            throw new MalformedFileError('vn_version', record, `has the unknown value ${version}`);
        cursor.u16('vn_cnt');
        const library = names(BigInt(cursor.u32('vn_file')), 'vn_file name', record);
        const aux = record + cursor.u32('vn_aux');
        const next = cursor.u32('vn_next');
        const versions = readVernaux(cursor, aux, names, budget);
        needs.push({ library, versions: elf_verneed_namesOf(versions, false), weakVersions: elf_verneed_namesOf(versions, true) });
        budget -= versions.length;
        more = next !== 0;
        record += next;
    }
    return needs;
}
function elf_verneed_namesOf(versions, weak) {
    return versions.filter((version) => version.weak === weak).map(({ name }) => name);
}
function readVernaux(cursor, first, names, budget) {
    const versions = [];
    for (let record = first, more = true; more;) {
        if (versions.length >= budget) {
            throw new MalformedFileError('the version needs', first, `are more than ${MAX_VERSIONS}`);
        }
        cursor.seek(record);
        cursor.u32('vna_hash');
        const weak = (cursor.u16('vna_flags') & VER_FLG_WEAK) !== 0;
        cursor.u16('vna_other');
        versions.push({ name: names(BigInt(cursor.u32('vna_name')), 'vna_name', record), weak });
        const next = cursor.u32('vna_next');
        more = next !== 0;
        record += next;
    }
    return versions;
}

;// CONCATENATED MODULE: ./src/inspect/elf-dynamic.ts



const NO_DYNAMIC = {
    needed: [],
    runpath: [],
    soname: null,
    relr: false,
    verneed: [],
    pie: false,
};
/** `d_tag` values (elf(5), glibc's elf.h). */
const DT_NULL = 0n;
const DT_NEEDED = 1n;
const DT_STRTAB = 5n;
const DT_SONAME = 14n;
const DT_RPATH = 15n;
const DT_RUNPATH = 29n;
const DT_RELR = 36n;
const DT_FLAGS_1 = 0x6ffffffbn;
const DT_VERNEED = 0x6ffffffen;
const DF_1_PIE = 0x08000000n;
/** Bounds far above what a linker writes, so that a damaged file cannot cost time or memory. */
const elf_dynamic_MAX_ENTRIES = 65536;
const MAX_NEEDED = 4096;
const MAX_NAME = 4096;
/**
 * Reads the dynamic section the way the loader does: through PT_DYNAMIC and addresses in loaded segments, never
 * through section headers, which may be stripped.
 */
function parseDynamic(image) {
    const entries = readEntries(image);
    if (entries.length === 0)
        return NO_DYNAMIC;
    const find = (tag) => entries.find((entry) => entry.tag === tag);
    const needed = entries.filter((entry) => entry.tag === DT_NEEDED);
    const soname = find(DT_SONAME);
    const runpath = find(DT_RUNPATH) ?? find(DT_RPATH);
    const verneed = find(DT_VERNEED);
    if (needed.length > MAX_NEEDED) {
        throw new MalformedFileError('DT_NEEDED', null, `occurs ${needed.length} times`);
    }
    const strtab = find(DT_STRTAB);
    const names = strtab === undefined ? noNames : nameReader(image, strtab);
    return {
        needed: needed.map((entry) => names(entry.value, 'DT_NEEDED name', entry.offset)),
        runpath: runpath === undefined ? [] : names(runpath.value, 'DT_RUNPATH', runpath.offset).split(':'),
        soname: soname === undefined ? null : names(soname.value, 'DT_SONAME name', soname.offset),
        relr: find(DT_RELR) !== undefined,
        verneed: verneed === undefined ? [] : readVerneed(openEntry(image, verneed, 'DT_VERNEED'), names),
        pie: ((find(DT_FLAGS_1)?.value ?? 0n) & DF_1_PIE) !== 0n,
    };
}
function readEntries(image) {
    const segment = image.segments.find(({ type }) => type === PT_DYNAMIC);
    if (segment === undefined || segment.fileSize === 0)
        return [];
    const cursor = openAddress(image, segment.address);
    if (cursor === null) {
        throw new MalformedFileError('PT_DYNAMIC', segment.offset, 'is not in a loaded segment');
    }
    const entries = [];
    const size = image.class / 4;
    for (let count = Math.floor(segment.fileSize / size); count > 0; count--) {
        const offset = cursor.offset();
        const tag = cursor.word(image.class, 'd_tag');
        const value = cursor.word(image.class, 'd_val');
        if (tag === DT_NULL)
            break;
        entries.push({ tag, value, offset });
        if (entries.length > elf_dynamic_MAX_ENTRIES) {
            throw new MalformedFileError('PT_DYNAMIC', segment.offset, `has more than ${elf_dynamic_MAX_ENTRIES} entries`);
        }
    }
    return entries;
}
function openEntry(image, entry, what) {
    const cursor = openAddress(image, entry.value);
    if (cursor !== null)
        return cursor;
    const address = `0x${entry.value.toString(16)}`;
    throw new MalformedFileError(what, entry.offset, `points to ${address}, which no segment loads from the file`);
}
function noNames(_index, what, offset) {
    throw new MalformedFileError(what, offset, 'needs a string table, but there is no DT_STRTAB');
}
function nameReader(image, strtab) {
    const cursor = openEntry(image, strtab, 'DT_STRTAB');
    const base = cursor.offset();
    const size = BigInt(cursor.left());
    return (index, what, offset) => {
        if (index >= size)
            throw new MalformedFileError(what, offset, `is outside the string table: index ${index}`);
        cursor.seek(base + Number(index));
        return cursor.cstring(MAX_NAME, what);
    };
}

;// CONCATENATED MODULE: ./src/inspect/elf-machine.ts
/** `e_machine` numbers: the generic ABI's registry; names: uname(1) on such a machine, `x32` as the kernel calls it. */
const elf_machine_MACHINES = {
    3: { little32: 'i386' },
    8: { little32: 'mipsel', big32: 'mips', little64: 'mips64el', big64: 'mips64' },
    20: { big32: 'ppc', little32: 'ppcle' },
    21: { little64: 'ppc64le', big64: 'ppc64' },
    22: { big32: 's390', big64: 's390x' },
    40: { little32: 'arm', big32: 'armeb' },
    43: { big64: 'sparc64' },
    62: { little32: 'x32', little64: 'x86_64' },
    183: { little64: 'aarch64', big64: 'aarch64_be' },
    243: { little32: 'riscv32', little64: 'riscv64' },
    258: { little32: 'loongarch32', little64: 'loongarch64' },
};
/** What the file is built for; `machine-N` when no system has such a class and endianness, or the number is unknown. */
function machineName(header) {
    const names = elf_machine_MACHINES[header.machine];
    return names?.[`${header.endian}${header.class}`] ?? `machine-${header.machine}`;
}

;// CONCATENATED MODULE: ./src/inspect/elf.ts




/** Linux reads no longer path from PT_INTERP (PATH_MAX, with its end). */
const MAX_INTERPRETER = 4096;
const MAX_NOTES = 65536;
const NT_GNU_ABI_TAG = 1;
const TYPES = {
    [ET_REL]: 'rel',
    [ET_EXEC]: 'exec',
    [ET_DYN]: 'dyn',
    [ET_CORE]: 'core',
};
/** Reads what the file says of itself. Throws MalformedFileError. */
function parseElf(image, dynamic = parseDynamic(image)) {
    return {
        class: image.class,
        endian: image.endian,
        type: TYPES[image.type] ?? String(image.type),
        machine: machineName(image),
        interpreter: readInterpreter(image),
        needed: dynamic.needed,
        runpath: dynamic.runpath,
        soname: dynamic.soname,
        verneed: dynamic.verneed,
        relr: dynamic.relr,
        abiTag: readAbiTag(image),
    };
}
function readInterpreter(image) {
    const segment = image.segments.find(({ type }) => type === PT_INTERP);
    return segment === undefined ? null : openSegment(image, segment).cstring(MAX_INTERPRETER, 'PT_INTERP path');
}
function readAbiTag(image) {
    let budget = MAX_NOTES;
    for (const segment of image.segments) {
        if (segment.type !== PT_NOTE)
            continue;
        for (const note of readNotes(image, segment)) {
            if (note.name === 'GNU\0' && note.type === NT_GNU_ABI_TAG)
                return parseAbiTag(image, segment, note.descriptor);
            if (--budget === 0)
                throw new MalformedFileError('PT_NOTE', segment.offset, `has over ${MAX_NOTES} notes`);
        }
    }
    return null;
}
function parseAbiTag(image, segment, offset) {
    const cursor = openSegment(image, segment);
    cursor.seek(offset);
    const os = cursor.u32('the ABI tag');
    const [major, minor, patch] = Array.from({ length: 3 }, () => cursor.u32('the ABI tag'));
    return { os, kernel: `${major}.${minor}.${patch}` };
}
function* readNotes(image, segment) {
    const cursor = openSegment(image, segment);
    // Notes in a segment of 8-byte alignment pad to 8 (NT_GNU_PROPERTY_TYPE_0 on 64 bits), all others to 4.
    const align = segment.align === 8n ? 8 : 4;
    const pad = () => {
        const over = (cursor.offset() - segment.offset) % align;
        if (over > 0)
            cursor.bytes(Math.min(align - over, cursor.left()), 'the padding of a note');
    };
    while (cursor.left() >= 12) {
        const nameSize = cursor.u32('n_namesz');
        const size = cursor.u32('n_descsz');
        const type = cursor.u32('n_type');
        const name = cursor.bytes(nameSize, 'the note name').toString('latin1', 0, 8);
        pad();
        yield { name, type, descriptor: cursor.offset() };
        cursor.bytes(size, 'the note descriptor');
        pad();
    }
}

;// CONCATENATED MODULE: ./src/inspect/executable.ts

/** `EI_OSABI` values of systems whose programs Linux does not run; Linux itself is 0 or 3. */
const FOREIGN_SYSTEMS = {
    2: 'NetBSD',
    6: 'Solaris',
    9: 'FreeBSD',
    12: 'OpenBSD',
};
/**
 * Tells why Linux cannot start the file as a program, as the end of a sentence "X is …"; null when it can.
 * A position-independent program and a shared library have the same ELF type. A program asks for a loader, or is
 * marked as one (DF_1_PIE), or is self-contained: it has an entry point, no name as a library and no libraries.
 */
function whyNotExecutable(image, dynamic) {
    if (image.type === ET_REL)
        return 'an object file, not yet linked';
    if (image.type === ET_CORE)
        return 'a core dump';
    if (image.type !== ET_EXEC && image.type !== ET_DYN)
        return `an ELF file of the unknown type ${image.type}`;
    const system = FOREIGN_SYSTEMS[image.osAbi];
    if (system !== undefined)
        return `a program for ${system}`;
    if (!image.segments.some(({ type }) => type === PT_LOAD))
        return 'an ELF file with nothing to load';
    return isLibrary(image, dynamic) ? 'a shared library' : null;
}
function isLibrary(image, dynamic) {
    if (image.type !== ET_DYN || dynamic.pie)
        return false;
    if (image.segments.some(({ type }) => type === PT_INTERP))
        return false;
    return image.entry === 0n || dynamic.soname !== null || dynamic.needed.length > 0;
}

;// CONCATENATED MODULE: ./src/inspect/file-format.ts

const MACH_O = 'a macOS program (Mach-O)';
const SIGNATURES = [
    signature('\xfe\xed\xfa\xce', MACH_O),
    signature('\xfe\xed\xfa\xcf', MACH_O),
    signature('\xce\xfa\xed\xfe', MACH_O),
    signature('\xcf\xfa\xed\xfe', MACH_O),
    signature('MZ', 'a Windows program (PE)'),
    signature('\0asm', 'a WebAssembly module'),
    signature('!<arch>\n', 'an archive (ar), such as a static library or a Debian package'),
    signature('\xed\xab\xee\xdb', 'an RPM package'),
    signature('\x1f\x8b', 'compressed (gzip)'),
    signature('BZh', 'compressed (bzip2)'),
    signature('\xfd7zXZ\0', 'compressed (xz)'),
    signature('\x28\xb5\x2f\xfd', 'compressed (zstd)'),
    signature('PK\x03\x04', 'an archive (zip)'),
];
/** Mach-O fat files and Java classes share a magic; what follows is a small count or a version from 45 up. */
const FAT_OR_CLASS = Buffer.from('\xca\xfe\xba\xbe', 'latin1');
const OLDEST_JAVA_CLASS = 45;
function signature(magic, name) {
    return { bytes: Buffer.from(magic, 'latin1'), name };
}
/** Names what a file is that is not ELF, as the end of a sentence "X is …"; null when its first bytes say nothing. */
function foreignFormat(bytes) {
    const head = viewOf(bytes.subarray(0, 256));
    if (head.length === 0)
        return 'empty';
    if (head.subarray(0, 2).equals(Buffer.from('#!')))
        return `a script for ${scriptInterpreter(head)}`;
    if (head.length >= 8 && head.subarray(0, 4).equals(FAT_OR_CLASS)) {
        return head.readUInt32BE(4) < OLDEST_JAVA_CLASS ? MACH_O : 'a Java class';
    }
    const found = SIGNATURES.find(({ bytes: magic }) => head.subarray(0, magic.length).equals(magic));
    return found?.name ?? null;
}
function scriptInterpreter(head) {
    const line = head.toString('latin1', 2).split('\n')[0] ?? '';
    const command = line.trim().replace(/[^\x20-\x7e]/g, '?');
    return command === '' ? 'no interpreter' : command;
}

;// CONCATENATED MODULE: ./src/inspect/inspect.ts










/** Bytes. The file is held in memory once; Go programs stay far below. */
const MAX_SIZE = 2 ** 30;
const BUILD_HINT = 'Give the path of a program that was built with GOOS=linux.';
/** As {@link inspectFile}, without the bytes. */
async function inspect(path) {
    return (await inspectFile(path)).inspection;
}
/**
 * Reads everything that is known of an executable file without running it, and without following its code.
 * @throws GateError code `no-file` (missing, unreadable, not a regular file), `file-too-big`, `not-elf`, `bad-elf`
 * or `not-executable`
 */
async function inspectFile(path) {
    const bytes = await readRegularFile(path);
    if (!isElf(bytes))
        throw notElf(path, bytes);
    try {
        return { inspection: inspectBytes(path, bytes), bytes };
    }
    catch (error) {
        if (!(error instanceof MalformedFileError))
            throw error;
        throw new src_errors.GateError({
            stage: 'inspect',
            code: 'bad-elf',
            fault: 'artifact',
            message: `${path} is not a readable ELF file: ${error.message}.`,
            hint: 'Check that the file was copied or downloaded whole and was not changed after the build.',
            cause: error,
        });
    }
}
/**
 * The same of an ELF file that is read already; `path` is for messages.
 * @throws MalformedFileError, or GateError code `not-executable`
 */
function inspectBytes(path, bytes) {
    const image = parseElfImage(bytes);
    const dynamic = parseDynamic(image);
    const reason = whyNotExecutable(image, dynamic);
    if (reason !== null) {
        throw userError('not-executable', `${path} is ${reason}; only a Linux program can be judged.`, BUILD_HINT);
    }
    const elf = parseElf(image, dynamic);
    return {
        elf,
        go: parseBuildInfo(image),
        static: elf.interpreter === null && elf.needed.length === 0,
        minGlibc: minGlibc(elf.verneed),
    };
}
function userError(code, message, hint, cause) {
    return new src_errors.GateError({ stage: 'inspect', code, fault: 'user', message, hint, cause });
}
function notElf(path, bytes) {
    const format = foreignFormat(bytes) ?? 'of an unknown format';
    return userError('not-elf', `${path} is not an ELF file: it is ${format}.`, BUILD_HINT);
}
async function readRegularFile(path) {
    try {
        // Asked before opening: opening a pipe would wait for its other end.
        const kind = await promises_.stat(path);
        if (!kind.isFile())
            throw notRegular(path, kind.isDirectory());
        const handle = await promises_.open(path);
        try {
            return await readWhole(path, handle);
        }
        finally {
            await handle.close();
        }
    }
    catch (error) {
        if (error instanceof src_errors.GateError)
            throw error;
        throw unreadable(path, error);
    }
}
async function readWhole(path, handle) {
    const { size } = await handle.stat();
    if (size > MAX_SIZE) {
        const message = `${path} has ${size} bytes; the gate reads programs of up to ${MAX_SIZE} bytes.`;
        throw userError('file-too-big', message, 'Check the path; strip debug information (-ldflags=-w) if it is right.');
    }
    const bytes = Buffer.allocUnsafeSlow(size);
    let length = 0;
    while (length < size) {
        const { bytesRead } = await handle.read(bytes, length, size - length, length);
        if (bytesRead === 0)
            break;
        length += bytesRead;
    }
    return bytes.subarray(0, length);
}
function notRegular(path, directory) {
    const kind = directory ? 'a directory' : 'not a regular file';
    return userError('no-file', `${path} is ${kind}; a program was expected.`, 'Give the path of the program itself.');
}
function unreadable(path, error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
        const hint = 'Check the path, and that the build writes there.';
        return userError('no-file', `${path} does not exist; a program was expected.`, hint, error);
    }
    const hint = 'Check the permissions of the file and of the folders above it.';
    return userError('no-file', `${path} cannot be read: ${(0,src_errors.messageOf)(error)}.`, hint, error);
}

;// CONCATENATED MODULE: ./src/boot/host-strace.ts





const TIMEOUT_MS = 10_000;
/**
 * Finds strace on PATH and asks its own loader for the libraries (`ld.so --list`, which is what ldd does).
 * @throws GateError code `no-strace` or `bad-strace`
 */
async function loadHostStrace(searchPath) {
    const program = await findProgram('strace', searchPath);
    if (!program) {
        throw straceError('no-strace', 'strace is not installed on this machine.', 'Install it (apt-get install strace), or choose strace: image.');
    }
    const version = parseStraceVersion((await (0,run_command/* runCommand */.d)(program, ['-V'], { timeoutMs: TIMEOUT_MS })).stdout);
    if (!version)
        throw straceError('bad-strace', `${program} -V does not tell a version.`, 'Reinstall strace.');
    const loader = (await inspect(program)).elf.interpreter;
    if (!loader)
        return { version, program, loader: null, files: [program] };
    const listed = await (0,run_command/* runCommand */.d)(loader, ['--list', program], { timeoutMs: TIMEOUT_MS });
    if (listed.code !== 0) {
        throw straceError('bad-strace', `The libraries of ${program} cannot be listed: ${(0,run_command/* lastLine */.f)(listed)}.`, 'Reinstall strace.');
    }
    return { version, program, loader, files: [program, loader, ...parseLibraryList(listed.stdout)] };
}
function straceError(code, message, hint) {
    return new src_errors.GateError({ stage: 'boot', code, fault: 'user', message, hint });
}
/** Reads `strace -- version 6.1` (5.x and 6.x) and `strace -- version 4.24`. */
function parseStraceVersion(text) {
    return /^strace -- version (\S+)/m.exec(text)?.[1] ?? null;
}
/** Reads lines like `libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f…)`; the vdso and the loader have no `=>`. */
function parseLibraryList(text) {
    return [...text.matchAll(/=> (\/.*) \(0x[0-9a-f]+\)$/gm)].map((match) => match[1] ?? '');
}
/** The first executable file of that name in a PATH-like list of folders. */
async function findProgram(name, searchPath) {
    for (const folder of searchPath.split(external_node_path_.delimiter).filter((entry) => external_node_path_.isAbsolute(entry))) {
        const file = external_node_path_.join(folder, name);
        const found = await promises_.access(file, promises_.constants.X_OK).then(() => promises_.stat(file), () => null);
        if (found?.isFile())
            return file;
    }
    return null;
}

;// CONCATENATED MODULE: ./src/container-client.ts

const ANSWER_TIMEOUT_MS = 20_000;
const PULL_TIMEOUT_MS = 600_000;
function openContainerClient(name, { env = process.env, signal } = {}) {
    return {
        name,
        async run(args, timeoutMs = ANSWER_TIMEOUT_MS) {
            const result = await (0,run_command/* runCommand */.d)(name, args, { env, timeoutMs, ...(signal && { signal }) });
            signal?.throwIfAborted();
            return result;
        },
    };
}
async function askEngine({ name, run }) {
    // `podman version` answers without a working runtime, `podman info` does not.
    const args = name === 'docker'
        ? ['version', '--format', '{{.Server.Version}}']
        : ['info', '--format', '{{.Version.Version}}'];
    const answer = await run(args);
    if (answer.code === 0)
        return { version: answer.stdout.trim() };
    if (answer.trouble === 'missing')
        return { trouble: `${name} is not installed` };
    return { trouble: `${name} does not answer: ${(0,run_command/* lastLine */.f)(answer)}` };
}
/** Null when the image is not there. */
async function imageId({ run }, reference) {
    const answer = await run(['image', 'inspect', '--format', '{{.Id}}', reference]);
    return answer.code === 0 ? answer.stdout.trim() : null;
}
/** The first of the images that is there, in the store, or can be pulled; else why none is, one clause each. */
async function obtainImage(client, references, log, store = null) {
    const reasons = [];
    for (const reference of references) {
        const present = (await imageId(client, reference)) ?? (await store?.load(reference)) ?? null;
        if (present !== null)
            return { reference, id: present };
        const pulled = await log.step(`Pulling ${reference}`, () => client.run(['pull', '--quiet', reference], PULL_TIMEOUT_MS));
        const id = pulled.code === 0 ? await imageId(client, reference) : null;
        if (id !== null) {
            store?.keep(reference, id);
            return { reference, id };
        }
        reasons.push(`${reference}: ${(0,run_command/* lastLine */.f)(pulled)}`);
    }
    return { reasons };
}
/**
 * Removes containers by a label, running ones too.
 * @returns how many there were, and whether all are gone
 */
async function removeContainers({ run }, label, value) {
    const listed = await run(['ps', '--all', '--quiet', '--filter', `label=${label}=${value}`]);
    const ids = listed.code === 0 ? listed.stdout.split('\n').filter((id) => id !== '') : [];
    if (ids.length === 0)
        return { found: 0, removed: true };
    return { found: ids.length, removed: (await run(['rm', '--force', ...ids])).code === 0 };
}

;// CONCATENATED MODULE: ./src/container-label.ts
/** By this label the post step finds containers that an interrupted run left. */
const CONTAINER_LABEL = 'legacy-kernel-gate';

;// CONCATENATED MODULE: ./src/boot/engine.ts
/** Nobody: no file of the host or of an image belongs to this user. */
const UNPRIVILEGED_ID = 65534;
const TMP_BYTES = 256 << 20;

;// CONCATENATED MODULE: ./src/boot/staging.ts




/** Where the staged folder appears inside every engine. */
const GATE_DIRECTORY = '/gate';
const AGENT_PATH = `${GATE_DIRECTORY}/agent`;
const STRACE_DIRECTORY = `${GATE_DIRECTORY}/strace`;
/**
 * Copies program, agent and strace into a new folder below `base`. Copies, because the sources may lie where the
 * unprivileged user of the engine cannot go, and because nothing else of the host shall be mounted.
 */
async function staging_stage(base, program, files, agent, strace) {
    const id = `legacy-kernel-gate-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    const directory = external_node_path_.join(base, id);
    if (/[:,]/.test(directory)) {
        throw new src_errors.GateError({
            stage: 'boot',
            code: 'bad-temp-path',
            fault: 'user',
            message: `The temporary folder ${base} has a colon or a comma in its path, which mount options cannot carry.`,
            hint: 'Point RUNNER_TEMP (or TMPDIR) at another folder.',
        });
    }
    const name = external_node_path_.basename(program.path);
    const gate = external_node_path_.join(directory, 'gate');
    await promises_.mkdir(external_node_path_.join(gate, 'bin'), { recursive: true });
    await copyProgram(program.path, external_node_path_.join(gate, 'bin', name));
    for (const file of files)
        await copyBeside(file, external_node_path_.join(gate, 'bin'));
    await copyProgram(agent, external_node_path_.join(gate, 'agent'));
    if (strace) {
        await promises_.mkdir(external_node_path_.join(gate, 'strace'));
        for (const file of strace.files)
            await copyProgram(file, external_node_path_.join(gate, 'strace', external_node_path_.basename(file)));
    }
    await stageEtc(external_node_path_.join(directory, 'etc'));
    for (const folder of [directory, gate, external_node_path_.join(gate, 'bin'), external_node_path_.join(gate, 'strace')]) {
        await promises_.chmod(folder, 0o755).catch(() => undefined);
    }
    return { id, runId: external_node_path_.basename(base), directory, programPath: `${GATE_DIRECTORY}/bin/${name}` };
}
/** Removes the folder; whatever cannot be removed is left to the post step. */
async function unstage(staging) {
    await promises_.rm(staging.directory, { recursive: true, force: true }).catch(() => undefined);
}
/** The strace command line inside the engine, up to and without `-o`. */
function tracerCommand(strace) {
    const options = ['-f', '-q', '-ttt', '-s', '128'];
    if (!strace)
        return ['strace', ...options];
    const inside = (file) => `${STRACE_DIRECTORY}/${external_node_path_.posix.basename(file)}`;
    if (!strace.loader)
        return [inside(strace.program), ...options];
    return [inside(strace.loader), '--library-path', STRACE_DIRECTORY, inside(strace.program), ...options];
}
async function copyProgram(source, target) {
    await promises_.copyFile(source, target, promises_.constants.COPYFILE_FICLONE);
    await promises_.chmod(target, 0o755);
}
/** Copies a file or folder, or (with a slash at its end) what a folder holds. */
async function copyBeside(source, directory) {
    const target = source.endsWith('/') ? directory : external_node_path_.join(directory, external_node_path_.basename(source));
    try {
        await promises_.cp(source, target, { recursive: true, force: false });
    }
    catch (error) {
        throw new src_errors.GateError({
            stage: 'boot',
            code: 'bad-file',
            fault: 'user',
            message: `Input files: ${source} cannot be copied: ${(0,src_errors.messageOf)(error)}.`,
            hint: 'Name files and folders that exist and can be read.',
        });
    }
}
async function stageEtc(directory) {
    await promises_.mkdir(directory, { recursive: true });
    const files = {
        passwd: 'root:x:0:0:root:/:/sbin/nologin\nnobody:x:65534:65534:nobody:/tmp:/sbin/nologin\n',
        group: 'root:x:0:\nnogroup:x:65534:\n',
        hosts: '127.0.0.1 localhost\n::1 localhost\n',
    };
    for (const [name, text] of Object.entries(files))
        await promises_.writeFile(external_node_path_.join(directory, name), text);
}

;// CONCATENATED MODULE: ./src/boot/container-command.ts



/**
 * Arguments of `docker run` or `podman run` for one boot: no network but loopback, nothing writable but a small
 * /tmp, no way to gain a right, bounded memory and processes; without privileges an unprivileged user and no
 * capability, with them root and the capabilities that the engine gives by default. The agent is the first process; its standard output carries the frames, so no log driver keeps a second copy.
 */
function containerRunArgs(image, staging, confinement) {
    return [
        'run',
        '--rm',
        '--interactive',
        `--name=${staging.id}`,
        `--label=${CONTAINER_LABEL}=${staging.runId}`,
        '--pull=never',
        '--log-driver=none',
        '--network=none',
        '--hostname=gate',
        '--read-only',
        `--tmpfs=/tmp:rw,exec,nosuid,nodev,mode=1777,size=${TMP_BYTES}`,
        ...userArgs(confinement.privileges),
        '--security-opt=no-new-privileges',
        `--security-opt=seccomp=${confinement.seccomp}`,
        `--memory=${confinement.memoryBytes}`,
        `--memory-swap=${confinement.memoryBytes}`,
        `--pids-limit=${confinement.pids}`,
        // What EL7's systemd gives a service; Podman's own defaults need rights that a build machine may lack.
        ...['--ulimit=core=0:0', '--ulimit=nofile=1024:4096', '--ulimit=nproc=4096:4096'],
        `--volume=${staging.directory}/gate:${GATE_DIRECTORY}:ro,z`,
        '--workdir=/tmp',
        `--entrypoint=${AGENT_PATH}`,
        image,
    ];
}
function userArgs(privileges) {
    if (privileges === 'root')
        return ['--user=0:0'];
    return ['--cap-drop=ALL', `--user=${UNPRIVILEGED_ID}:${UNPRIVILEGED_ID}`];
}

;// CONCATENATED MODULE: ./src/boot/container.ts



/**
 * A container engine that answers, with the first of the images that is there, in the cache, or can be pulled.
 * @param images references in order of preference
 * @throws GateError code `no-docker`, `no-podman` or `no-image`
 */
async function openContainerEngine(name, images, imageCache, log) {
    const client = openContainerClient(name);
    const answer = await askEngine(client);
    if ('trouble' in answer)
        throw noEngine(name, answer.trouble);
    const image = await ensureImage(client, images, imageCache, log);
    return {
        name,
        version: `${name === 'docker' ? 'Docker' : 'Podman'} ${answer.version}`,
        userland: container_titleOf(image),
        limitsItself: true,
        command: (staging, confinement) => ({
            command: name,
            args: containerRunArgs(image.id, staging, confinement),
            uid: null,
        }),
        remove: async (staging) => {
            await client.run(['rm', '--force', staging.id]);
        },
    };
}
function noEngine(name, trouble) {
    return new src_errors.GateError({
        stage: 'boot',
        code: `no-${name}`,
        fault: 'user',
        message: `${trouble}.`,
        hint: `Install and start ${name}, or choose engine: sandbox.`,
    });
}
async function ensureImage(client, images, imageCache, log) {
    const image = await obtainImage(client, images, log, {
        load: (reference) => imageCache.load(client.name, reference),
        keep: (reference, id) => imageCache.keep(client.name, reference, id),
    });
    if ('id' in image)
        return image;
    throw new src_errors.GateError({
        stage: 'boot',
        code: 'no-image',
        fault: 'user',
        message: `${client.name} has no image to boot in. ${image.reasons.join('; ')}.`,
        hint: 'Give the runner access to the registry, load the image before this step, or name another one with image.',
    });
}
/** The reference, with the image's digest unless the reference holds one. */
function container_titleOf({ reference, id }) {
    if (reference.includes('@sha256:'))
        return reference;
    return `${reference} (${id.startsWith('sha256:') ? id : `sha256:${id}`})`;
}

;// CONCATENATED MODULE: ./src/boot/sandbox-command.ts


/** What a program may expect of a system; nothing else of the host is visible in the sandbox. */
const SYSTEM_FOLDERS = ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];
const ETC_ENTRIES = [
    'ld.so.cache',
    'ssl',
    'ca-certificates',
    'pki',
    'nsswitch.conf',
    'protocols',
    'services',
    'localtime',
    'mime.types',
];
/**
 * bubblewrap arguments that make the place: new user, pid, network, ipc and uts namespaces, the host's system
 * folders read-only, a small writable /tmp. Without privileges no capability; with them those of a root whose rights
 * end at the user namespace.
 */
function isolationArgs(folders, privileges) {
    const id = privileges === 'root' ? '0' : String(UNPRIVILEGED_ID);
    return [
        '--unshare-user',
        '--unshare-pid',
        '--unshare-net',
        '--unshare-ipc',
        '--unshare-uts',
        '--unshare-cgroup-try',
        '--die-with-parent',
        '--new-session',
        '--as-pid-1',
        '--clearenv',
        ...[privileges === 'root' ? '--cap-add' : '--cap-drop', 'ALL'],
        ...['--uid', id, '--gid', id, '--hostname', 'gate'],
        ...folders.flatMap(({ path, link }) => link === null ? ['--ro-bind', path, path] : ['--symlink', link, path]),
        ...ETC_ENTRIES.flatMap((name) => ['--ro-bind-try', `/etc/${name}`, `/etc/${name}`]),
        ...['--proc', '/proc', '--dev', '/dev', '--dir', '/run', '--dir', '/var'],
        ...['--perms', '1777', '--size', String(TMP_BYTES), '--tmpfs', '/tmp', '--symlink', '/tmp', '/var/tmp'],
        ...['--chdir', '/tmp'],
    ];
}
/** bubblewrap arguments for one boot: the place, the staged files, and the agent as process 1. */
function sandboxArgs(folders, staging, privileges) {
    const etc = ['passwd', 'group', 'hosts'].flatMap((name) => [
        '--ro-bind',
        `${staging.directory}/etc/${name}`,
        `/etc/${name}`,
    ]);
    const gate = ['--ro-bind', `${staging.directory}/gate`, GATE_DIRECTORY];
    return [...isolationArgs(folders, privileges), ...etc, ...gate, '--', AGENT_PATH];
}

;// CONCATENATED MODULE: ./src/boot/sandbox.ts





const sandbox_TIMEOUT_MS = 10_000;
/**
 * The bubblewrap engine, tried once with a command that does nothing.
 * @throws GateError code `no-sandbox` when bubblewrap is missing or may not make namespaces
 */
async function openSandbox(privileges) {
    const folders = await loadSystemFolders();
    const uid = unprivilegedUid();
    const version = await (0,run_command/* runCommand */.d)('bwrap', ['--version'], { timeoutMs: sandbox_TIMEOUT_MS });
    if (version.trouble === 'missing') {
        throw sandboxError('bubblewrap is not installed.', 'Install it (apt-get install bubblewrap), or have Docker or Podman running.');
    }
    const trial = [...isolationArgs(folders, privileges), '--', '/usr/bin/true'];
    const tried = await (0,run_command/* runCommand */.d)('bwrap', trial, { timeoutMs: sandbox_TIMEOUT_MS, ...as(uid) });
    if (tried.code !== 0) {
        throw sandboxError(`bubblewrap cannot make a sandbox here: ${(0,run_command/* lastLine */.f)(tried)}.`, 'Allow unprivileged user namespaces (sysctl kernel.apparmor_restrict_unprivileged_userns=0 on Ubuntu), or use Docker.');
    }
    return {
        name: 'sandbox',
        version: version.stdout.trim(),
        userland: "the host's system folders, read-only",
        limitsItself: false,
        command: (staging) => ({
            command: 'bwrap',
            args: sandboxArgs(folders, staging, privileges),
            uid,
        }),
        // --die-with-parent and the pid namespace end everything with bubblewrap itself.
        remove: async () => undefined,
    };
}
function sandboxError(message, hint) {
    return new src_errors.GateError({ stage: 'boot', code: 'no-sandbox', fault: 'user', message, hint });
}
/** Root's files would be readable inside if root made the namespace; so root hands over to nobody first. */
function unprivilegedUid() {
    return process.getuid?.() === 0 ? UNPRIVILEGED_ID : null;
}
function as(uid) {
    return uid === null ? {} : { uid, gid: uid };
}
async function loadSystemFolders() {
    const folders = [];
    for (const path of SYSTEM_FOLDERS) {
        const stat = await promises_.lstat(path).catch(() => null);
        if (stat?.isSymbolicLink())
            folders.push({ path, link: await promises_.readlink(path) });
        else if (stat?.isDirectory())
            folders.push({ path, link: null });
    }
    return folders;
}

;// CONCATENATED MODULE: ./src/boot/select-engine.ts



/**
 * Opens the engine that was asked for; `auto` takes the first that works, in the order docker, podman, sandbox, and
 * logs why the ones before it do not.
 * @throws GateError code `no-engine`, or the one engine's own error when it was asked for by name
 */
async function selectEngine(choice, images, privileges, imageCache, log) {
    if (choice === 'sandbox')
        return openSandbox(privileges);
    if (choice !== 'auto')
        return openContainerEngine(choice, images, imageCache, log);
    const reasons = [];
    for (const open of [
        () => openContainerEngine('docker', images, imageCache, log),
        () => openContainerEngine('podman', images, imageCache, log),
        () => openSandbox(privileges),
    ]) {
        try {
            const engine = await open();
            if (reasons.length > 0)
                log.info(`Engine ${engine.name} is used: ${reasons.join(' ')}`);
            return engine;
        }
        catch (error) {
            reasons.push((0,src_errors.messageOf)(error));
        }
    }
    throw new src_errors.GateError({
        stage: 'boot',
        code: 'no-engine',
        fault: 'user',
        message: `No engine works here. ${reasons.join(' ')}`,
        hint: 'Start Docker or Podman, or install bubblewrap (apt-get install bubblewrap).',
    });
}

;// CONCATENATED MODULE: ./src/boot/open-engine.ts










/** @throws GateError when no engine works, or strace or the agent cannot be had */
async function openEngine(options, profile, go, { log, env, cache, temporaryDirectory }) {
    const host = machineOfNode(process.arch);
    if (!host)
        throw unsupportedHost(process.arch);
    return log.step('Open the engine', async () => {
        const images = imagesFor(options, profile);
        const imageCache = openImageCache(cache, temporaryDirectory);
        const engine = await selectEngine(options.engine, images, options.privileges, imageCache, log);
        const strace = options.strace === 'image' ? null : await loadHostStrace(env.PATH ?? '');
        if (!strace && engine.name === 'sandbox')
            throw noImageStrace();
        const source = external_node_path_.join(projectRoot(), 'agent');
        const agent = await loadAgent(source, go, host.goarch, cacheDirectory(env), cache);
        return { engine, host, agent, strace };
    });
}
/** The user's image, else those of the target, else CentOS 7.9, whose userland is older than that of most targets. */
function imagesFor(options, profile) {
    if (options.image !== '')
        return [options.image];
    return profile.images.length > 0 ? profile.images : input_table/* DEFAULT_IMAGES */.B8;
}
function unsupportedHost(arch) {
    return new src_errors.GateError({
        stage: 'boot',
        code: 'unsupported-host',
        fault: 'user',
        message: `This machine's architecture ${arch} is not supported.`,
        hint: 'Run the gate on x86_64 or arm64 Linux.',
    });
}
function noImageStrace() {
    return new src_errors.GateError({
        stage: 'boot',
        code: 'no-image',
        fault: 'user',
        message: 'strace: image was asked for, but the sandbox engine has no image.',
        hint: 'Say strace: host, or choose engine: docker or podman.',
    });
}

;// CONCATENATED MODULE: ./src/surface/asked-calls.ts
/** All three struct layouts hold a release; only uname's own also a domain name. i386 still has the two older ones. */
const UNAME_CALLS = ['uname', 'olduname', 'oldolduname'];
/**
 * Calls that look a path up, for which the agent answers ENOENT where the target kernel has no such file, or hands over
 * other contents; agent/path_calls.go knows where each has its path. Not execve(2): nobody starts a program from /proc, and the agent's own first exec would have to
 * wait for the agent.
 */
const PATH_CALLS = [
    'open',
    'openat',
    'openat2',
    'creat',
    'access',
    'faccessat',
    'faccessat2',
    'stat',
    'stat64',
    'lstat',
    'lstat64',
    'oldstat',
    'oldlstat',
    'newfstatat',
    'fstatat64',
    'statx',
    'readlink',
    'readlinkat',
    'statfs',
    'statfs64',
    'chdir',
    'chroot',
    'truncate',
    'truncate64',
    'inotify_add_watch',
    'name_to_handle_at',
];

;// CONCATENATED MODULE: ./src/surface/register-test.ts
const WORD_MASK = 0xffff_ffff;
function register_test_oneOf(arg, mask, values) {
    return { arg, mask, values: comparable(mask, values), holds: 'in' };
}
function noneOf(arg, mask, values) {
    return { arg, mask, values: comparable(mask, values), holds: 'not-in' };
}
/** `words`: the low 32 bits of each argument. */
function holdsFor(test, words) {
    const masked = ((words[test.arg] ?? 0) & test.mask) >>> 0;
    return test.values.includes(masked) === (test.holds === 'in');
}
function comparable(mask, values) {
    const within = values.filter((value) => (value & ~mask) === 0);
    return [...new Set(within)].sort((a, b) => a - b);
}

;// CONCATENATED MODULE: ./src/kernel/errno.ts
/** Numbers of asm-generic/errno-base.h and asm-generic/errno.h, which x86_64, i386 and arm64 share. */
const NUMBERS = {
    EPERM: 1,
    ENOENT: 2,
    ESRCH: 3,
    EINTR: 4,
    EIO: 5,
    ENXIO: 6,
    E2BIG: 7,
    ENOEXEC: 8,
    EBADF: 9,
    ECHILD: 10,
    EAGAIN: 11,
    ENOMEM: 12,
    EACCES: 13,
    EFAULT: 14,
    ENOTBLK: 15,
    EBUSY: 16,
    EEXIST: 17,
    EXDEV: 18,
    ENODEV: 19,
    ENOTDIR: 20,
    EISDIR: 21,
    EINVAL: 22,
    ENFILE: 23,
    EMFILE: 24,
    ENOTTY: 25,
    ETXTBSY: 26,
    EFBIG: 27,
    ENOSPC: 28,
    ESPIPE: 29,
    EROFS: 30,
    EMLINK: 31,
    EPIPE: 32,
    EDOM: 33,
    ERANGE: 34,
    EDEADLK: 35,
    ENAMETOOLONG: 36,
    ENOLCK: 37,
    ENOSYS: 38,
    ENOTEMPTY: 39,
    ELOOP: 40,
    ENODATA: 61,
    ETIME: 62,
    EPROTO: 71,
    EOVERFLOW: 75,
    EUSERS: 87,
    ENOTSOCK: 88,
    EDESTADDRREQ: 89,
    EMSGSIZE: 90,
    EPROTOTYPE: 91,
    ENOPROTOOPT: 92,
    EPROTONOSUPPORT: 93,
    ESOCKTNOSUPPORT: 94,
    EOPNOTSUPP: 95,
    EPFNOSUPPORT: 96,
    EAFNOSUPPORT: 97,
    EADDRINUSE: 98,
    EADDRNOTAVAIL: 99,
    ENETDOWN: 100,
    ENETUNREACH: 101,
    ENOBUFS: 105,
    EISCONN: 106,
    ENOTCONN: 107,
    ETIMEDOUT: 110,
    ECONNREFUSED: 111,
    EALREADY: 114,
    EINPROGRESS: 115,
    EDQUOT: 122,
    ECANCELED: 125,
    ENOKEY: 126,
};
const ERRNO_NAMES = Object.keys(NUMBERS);
function isErrno(name) {
    return Object.hasOwn(NUMBERS, name);
}
/** `ENOSYS` -> 38. @throws RangeError for a name that is none */
function errnoNumber(name) {
    const number = isErrno(name) ? NUMBERS[name] : undefined;
    if (number === undefined)
        throw new RangeError(`${name} is not an errno that src/kernel/errno.ts knows`);
    return number;
}
/** 38 -> `ENOSYS`; null for a number that no name stands for. */
function errnoName(number) {
    return ERRNO_NAMES.find((name) => NUMBERS[name] === number) ?? null;
}

;// CONCATENATED MODULE: ./src/surface/space-rules.ts

/** Options that the kernel lacks and refuses, in the space's order; those that it silently ignores are no refusals. */
function refusalsOf(offeredSpace) {
    const { space, offered, absences } = offeredSpace;
    const refused = space.options.flatMap((option) => {
        const errno = errnoOf(absences.get(option.name) ?? space.absence);
        const absent = !offered.has(option.name) && !isOfferedAlias(option, offeredSpace);
        if (!absent || errno === null)
            return [];
        const { name, value, bytes } = option;
        return [{ name, value, errno, ...(bytes === undefined ? {} : { bytes }) }];
    });
    const errno = errnoOf(space.absence);
    const listed = space.unlisted === 'absent' && space.source.kind !== 'string';
    const known = [...new Set(space.options.map((option) => option.value))];
    return { refused, unlisted: listed && errno !== null ? { known, errno } : null };
}
function isEmpty({ refused, unlisted }) {
    return refused.length === 0 && unlisted === null;
}
/** Two names for one number: the number is refused only when neither is offered. */
function isOfferedAlias({ value, bytes }, { space, offered }) {
    if (space.source.kind === 'string')
        return false;
    return space.options.some((other) => other.value === value && other.bytes === bytes && offered.has(other.name));
}
function errnoOf(absence) {
    return absence.kind === 'refused' ? errnoNumber(absence.errno) : null;
}

;// CONCATENATED MODULE: ./src/surface/call-rules.ts



const ALLOW = { kind: 'allow' };
const ASK = { kind: 'ask' };
/**
 * The rules of one call that the kernel has, the first that applies decides; without one the call is allowed. Refusals
 * come before questions, in the order of the profile's spaces. A rule without tests ends the list. Nothing is asked about
 * the structs of i386 programs, whose layout is another one.
 */
function callRules(profile, architecture, name) {
    const spaces = takesStruct(architecture, name)
        ? []
        : profile.spaces.filter(({ space }) => space.syscalls.includes(name));
    const questions = architecture === 'i386' ? [] : spaces.flatMap(memoryQuestions);
    const rules = [...spaces.flatMap(refusalRules), ...questions];
    if (isAskedAlways(profile, name))
        rules.push({ tests: [], decision: ASK });
    const last = rules.findIndex((rule) => rule.tests.length === 0);
    return last < 0 ? rules : rules.slice(0, last + 1);
}
/** i386's first mmap(2) has its arguments in memory; programs use mmap2(2). */
function takesStruct(architecture, name) {
    return architecture === 'i386' && name === 'mmap';
}
function isAskedAlways(profile, name) {
    const paths = profile.absentPaths.length + profile.contents.length > 0;
    return UNAME_CALLS.includes(name) || (paths && PATH_CALLS.includes(name));
}
function refusalRules(offered) {
    const { source, mask, kind } = offered.space;
    if (source.kind !== 'argument')
        return [];
    const refusals = refusalsOf(offered);
    const rules = kind === 'value' ? valueRules(source.arg, mask, refusals) : bitRules(source.arg, mask, refusals);
    return rules.map(({ tests, decision }) => ({ tests: [...conditions(offered.space), ...tests], decision }));
}
/** Nothing in memory is worth a question when the kernel refuses nothing there. */
function memoryQuestions(offered) {
    const asked = offered.space.source.kind !== 'argument' && !isEmpty(refusalsOf(offered));
    return asked ? [{ tests: conditions(offered.space), decision: ASK }] : [];
}
function conditions(space) {
    return space.when.map(({ arg, values }) => register_test_oneOf(arg, WORD_MASK, values));
}
/** One rule for each errno; the values are distinct, so that their order does not matter. */
function valueRules(arg, mask, { refused, unlisted }) {
    const errnos = [...new Set(refused.map(({ errno }) => errno))].filter((errno) => errno !== unlisted?.errno);
    const valuesOf = (errno) => refused.filter((one) => one.errno === errno).map(({ value }) => value);
    const rules = errnos.map((errno) => refusal([register_test_oneOf(arg, mask, valuesOf(errno))], errno));
    if (unlisted) {
        const same = valuesOf(unlisted.errno);
        const others = unlisted.known.filter((value) => !same.includes(value));
        rules.push(refusal([noneOf(arg, mask, others)], unlisted.errno));
    }
    return rules;
}
/** In the order of the options: where several bits are refused at once, the first one's errno is returned. */
function bitRules(arg, mask, { refused, unlisted }) {
    const rules = [];
    for (const { value, errno } of refused) {
        const last = rules.at(-1);
        // An option of several bits (O_TMPFILE has O_DIRECTORY's) is asked for only when all of them are set.
        if (!isSingleBit(value))
            rules.push({ test: register_test_oneOf(arg, value, [value]), errno });
        else if (last?.errno !== errno || last.test.holds === 'in')
            rules.push({ test: anyBit(arg, value), errno });
        else
            rules[rules.length - 1] = { test: anyBit(arg, last.test.mask | value), errno };
    }
    const known = unlisted?.known.reduce((bits, value) => bits | value, 0) ?? mask;
    if (unlisted && (mask & ~known) !== 0) {
        rules.push({ test: anyBit(arg, mask & ~known), errno: unlisted.errno });
    }
    return rules.map(({ test, errno }) => refusal([test], errno));
}
function anyBit(arg, bits) {
    return noneOf(arg, bits >>> 0, [0]);
}
function isSingleBit(value) {
    return (value & (value - 1)) === 0;
}
function refusal(tests, errno) {
    return { tests, decision: { kind: 'errno', errno } };
}

;// CONCATENATED MODULE: ./src/surface/surface-decision.ts



/** ENOSYS, what every Linux answers to a number that it does not know; programs fall back on nothing else. */
const ENOSYS = 38;
const UNKNOWN_CALL = { kind: 'errno', errno: ENOSYS };
/** What each rendering renders: the profile as decisions about call numbers and register arguments. */
function surfaceDecisions(profile, table, architecture) {
    const offered = profile.syscalls[architecture];
    const calls = [...namesByNumber(table, architecture)].filter(([, name]) => offered.has(name));
    return new Map(calls.map(([number, name]) => [number, { name, rules: callRules(profile, architecture, name) }]));
}
/** `words`: the low 32 bits of the six arguments, unsigned. */
function decide(decisions, number, words) {
    const call = decisions.get(number);
    if (!call)
        return UNKNOWN_CALL;
    return call.rules.find(({ tests }) => tests.every((test) => holdsFor(test, words)))?.decision ?? ALLOW;
}

;// CONCATENATED MODULE: ./src/surface/bpf-assembler.ts
/** Codes of classic BPF that seccomp takes (linux/bpf_common.h): class, size or operation, mode or source. */
const BPF = {
    loadWord: 0x20, // BPF_LD | BPF_W | BPF_ABS
    and: 0x54, // BPF_ALU | BPF_AND | BPF_K
    jump: 0x05, // BPF_JMP | BPF_JA
    jumpEqual: 0x15, // BPF_JMP | BPF_JEQ | BPF_K
    jumpGreaterOrEqual: 0x35, // BPF_JMP | BPF_JGE | BPF_K
    return: 0x06, // BPF_RET | BPF_K
};
/** sizeof(struct sock_filter): u16 code, u8 jt, u8 jf, u32 k */
const INSTRUCTION_BYTES = 8;
const LONGEST_BRANCH = 255;
/** Collects instructions with symbolic targets. All jumps go forward, as the kernel demands. */
class BpfAssembler {
    #items = [];
    #labels = new Map();
    /** Loads 32 bits of struct seccomp_data at this offset into the accumulator. */
    load(offset) {
        this.#items.push({ kind: 'plain', code: BPF.loadWord, k: offset });
    }
    and(mask) {
        this.#items.push({ kind: 'plain', code: BPF.and, k: mask });
    }
    return(value) {
        this.#items.push({ kind: 'plain', code: BPF.return, k: value });
    }
    jump(to) {
        this.#items.push({ kind: 'jump', to });
    }
    /** Goes to `yes` when the accumulator equals `k`, else to `no`. */
    ifEqual(k, yes, no) {
        this.#items.push({ kind: 'branch', code: BPF.jumpEqual, k, targets: { yes, no } });
    }
    /** Goes to `yes` when the accumulator is `k` or more, unsigned, else to `no`. */
    ifAtLeast(k, yes, no) {
        this.#items.push({ kind: 'branch', code: BPF.jumpGreaterOrEqual, k, targets: { yes, no } });
    }
    /** The label stands for the next instruction. */
    place(label) {
        this.#labels.set(label, this.#items.length);
    }
    assemble() {
        const far = this.#farTargets();
        const positions = this.#positions(far);
        const bytes = new Uint8Array((positions.at(-1) ?? 0) * INSTRUCTION_BYTES);
        const view = new DataView(bytes.buffer);
        this.#items.forEach((item, i) => {
            this.#encode(item, positions[i] ?? 0, far[i] ?? NEAR, positions).forEach(([code, jt, jf, k], j) => {
                const offset = ((positions[i] ?? 0) + j) * INSTRUCTION_BYTES;
                view.setUint16(offset, code, true);
                view.setUint8(offset + 2, jt);
                view.setUint8(offset + 3, jf);
                view.setUint32(offset + 4, k, true);
            });
        });
        return bytes;
    }
    /**
     * Which targets are out of a branch's reach of 255 instructions and get a jump of their own right behind the branch.
     * Each such jump moves what follows, so that others may fall out of reach: repeated until nothing changes.
     */
    #farTargets() {
        let far = this.#items.map(() => NEAR);
        for (;;) {
            const positions = this.#positions(far);
            const next = this.#items.map((item, i) => {
                if (item.kind !== 'branch')
                    return NEAR;
                const isFar = (label) => this.#distance(label, positions, i) > LONGEST_BRANCH;
                return {
                    yes: (far[i] ?? NEAR).yes || isFar(item.targets.yes),
                    no: (far[i] ?? NEAR).no || isFar(item.targets.no),
                };
            });
            if (next.every((one, i) => size(one) === size(far[i] ?? NEAR)))
                return far;
            far = next;
        }
    }
    /** Instructions between item `i` and what the label stands for. */
    #distance(label, positions, i) {
        const distance = this.#position(label, positions) - (positions[i] ?? 0) - 1;
        if (distance < 0)
            throw new RangeError(`BPF jump backwards to ${String(label)}.`);
        return distance;
    }
    #position(label, positions) {
        const item = this.#labels.get(label);
        const position = item === undefined ? undefined : positions[item];
        if (position === undefined)
            throw new RangeError(`BPF label ${String(label)} was never placed.`);
        return position;
    }
    /** First instruction of each item, and last of all the number of instructions. */
    #positions(far) {
        const positions = [0];
        for (const one of far)
            positions.push((positions.at(-1) ?? 0) + size(one));
        return positions;
    }
    #encode(item, at, far, positions) {
        const distance = (label, from) => this.#position(label, positions) - from - 1;
        if (item.kind === 'plain')
            return [[item.code, 0, 0, item.k]];
        if (item.kind === 'jump')
            return [[BPF.jump, 0, 0, distance(item.to, at)]];
        const { yes, no } = item.targets;
        const jumps = [];
        const reach = (label, isFar) => {
            if (!isFar)
                return distance(label, at);
            jumps.push([BPF.jump, 0, 0, distance(label, at + 1 + jumps.length)]);
            return jumps.length - 1;
        };
        const branch = [item.code, reach(yes, far.yes), reach(no, far.no), item.k];
        return [branch, ...jumps];
    }
}
const NEAR = { yes: false, no: false };
function size(far) {
    return 1 + Number(far.yes) + Number(far.no);
}

;// CONCATENATED MODULE: ./src/surface/host-architectures.ts
/** What a host's kernel runs: its own programs first, then those of its compatibility mode. */
const ARCHITECTURES_OF_HOST = {
    x86_64: ['x86_64', 'i386'],
    arm64: ['arm64'],
    i386: ['i386'],
};

;// CONCATENATED MODULE: ./src/surface/render-bpf.ts






/** seccomp_data.arch (linux/audit.h). */
const AUDIT_ARCH = {
    x86_64: 0xc000_003e,
    arm64: 0xc000_00b7,
    i386: 0x4000_0003,
};
/** Return values (linux/seccomp.h). */
const SECCOMP_RET = { errno: 0x0005_0000, userNotification: 0x7fc0_0000, allow: 0x7fff_0000 };
/** Offsets in struct seccomp_data; an argument is 64 bits, its low half first on little-endian machines. */
const OFFSET = { number: 0, arch: 4, arguments: 16 };
const ARGUMENT_BYTES = 8;
/** BPF_MAXINSNS */
const MOST_INSTRUCTIONS = 4096;
const render_bpf_INSTRUCTION_BYTES = 8;
/** What a busy Go server calls all the time: tested before the search, so that it costs them two or three comparisons. */
const HOT_CALLS = ['futex', 'epoll_pwait', 'read', 'write', 'nanosleep'];
/**
 * The kernel surface as a seccomp filter: an array of struct sock_filter, little endian. Numbers and argument words are
 * found by binary search.
 *
 * Only the low 32 bits of an argument are compared: options are `int` or `unsigned int` in the kernel, which does not
 * look at the upper half either, and what stands there is left to the caller (often a sign extension).
 *
 * Calls of x32 programs (numbers from 0x40000000) and of architectures that the host does not run answer ENOSYS, as on a
 * kernel built without them. Options behind i386's socketcall(2) and ipc(2) lie in memory and are not looked at.
 * @throws GateError `filter-too-large` when the profile does not fit into 4096 instructions
 */
function renderBpf(profile, table, host) {
    const program = new BpfAssembler();
    program.load(OFFSET.arch);
    for (const architecture of ARCHITECTURES_OF_HOST[host]) {
        const [matches, next] = [Symbol(architecture), Symbol(`not ${architecture}`)];
        program.ifEqual(AUDIT_ARCH[architecture], matches, next);
        program.place(matches);
        emitArchitecture(program, surfaceDecisions(profile, table, architecture));
        program.place(next);
    }
    program.return(returnValue(UNKNOWN_CALL));
    const bytes = program.assemble();
    const instructions = bytes.length / render_bpf_INSTRUCTION_BYTES;
    if (instructions <= MOST_INSTRUCTIONS)
        return bytes;
    throw new src_errors.GateError({
        stage: 'boot',
        code: 'filter-too-large',
        fault: 'gate',
        message: `The seccomp filter for target ${profile.id} has ${instructions} instructions, and Linux takes ${MOST_INSTRUCTIONS}.`,
        hint: 'Use a target with fewer option spaces, and report this with the profile.',
    });
}
/** Ends in a return on every path, so that what follows is reached by jumps only. */
function emitArchitecture(program, decisions) {
    const exits = new Exits(program);
    const blocks = new Map();
    const target = (call) => {
        const [first] = call.rules;
        if (!first)
            return exits.of(ALLOW);
        if (first.tests.length === 0)
            return exits.of(first.decision);
        const label = Symbol(call.name);
        blocks.set(label, call);
        return label;
    };
    const calls = [...decisions].map(([number, call]) => ({ number, name: call.name, label: target(call) }));
    program.load(OFFSET.number);
    for (const { number, label } of calls.filter(({ name }) => HOT_CALLS.includes(name))) {
        const next = Symbol('not hot');
        program.ifEqual(number, label, next);
        program.place(next);
    }
    const numbers = new Map(calls.map(({ number, label }) => [number, label]));
    emitSearch(program, rangesOf(numbers, exits.of(UNKNOWN_CALL)));
    for (const [label, call] of blocks) {
        program.place(label);
        emitRules(program, call.rules, exits);
    }
    exits.emit();
}
function emitRules(program, rules, exits) {
    for (const { tests, decision } of rules) {
        const next = Symbol('next rule');
        tests.forEach((test, i) => {
            const holds = i === tests.length - 1 ? exits.of(decision) : Symbol('next test');
            emitTest(program, test, holds, next);
            if (i < tests.length - 1)
                program.place(holds);
        });
        if (tests.length === 0)
            program.jump(exits.of(decision));
        program.place(next);
    }
    program.jump(exits.of(ALLOW));
}
function emitTest(program, test, holds, fails) {
    const [inside, outside] = test.holds === 'in' ? [holds, fails] : [fails, holds];
    program.load(OFFSET.arguments + test.arg * ARGUMENT_BYTES);
    if (test.mask !== WORD_MASK)
        program.and(test.mask);
    const [value, ...more] = test.values;
    if (value !== undefined && more.length === 0)
        program.ifEqual(value, inside, outside);
    else
        emitSearch(program, rangesOf(new Map(test.values.map((one) => [one, inside])), outside));
}
/** All 32-bit values in ascending ranges: the given ones to their targets, the rest to `otherwise`. */
function rangesOf(targets, otherwise) {
    const ranges = [];
    const add = (from, target) => {
        if (ranges.at(-1)?.from === from)
            ranges.pop();
        if (ranges.at(-1)?.target !== target)
            ranges.push({ from, target });
    };
    add(0, otherwise);
    for (const [value, target] of [...targets].sort(([a], [b]) => a - b)) {
        add(value, target);
        if (value < WORD_MASK)
            add(value + 1, otherwise);
    }
    return ranges;
}
/** Halves the ranges until one is left; `ranges` is not empty. */
function emitSearch(program, ranges) {
    const middle = ranges.length >> 1;
    const high = ranges[middle];
    if (!high)
        return;
    if (middle === 0) {
        program.jump(high.target);
        return;
    }
    const halves = [ranges.slice(0, middle), ranges.slice(middle)].map((half) => {
        const [only, ...more] = half;
        return {
            half,
            isLeaf: more.length === 0,
            entry: only && more.length === 0 ? only.target : Symbol('half'),
        };
    });
    const [low, top] = halves;
    if (low && top)
        program.ifAtLeast(high.from, top.entry, low.entry);
    for (const { half, isLeaf, entry } of halves) {
        if (isLeaf)
            continue;
        program.place(entry);
        emitSearch(program, half);
    }
}
/** The returns of one architecture, each emitted once, behind all that jumps to it. */
class Exits {
    program;
    #labels = new Map();
    constructor(program) {
        this.program = program;
    }
    of(decision) {
        const value = returnValue(decision);
        const label = this.#labels.get(value) ?? Symbol(`return 0x${value.toString(16)}`);
        this.#labels.set(value, label);
        return label;
    }
    emit() {
        for (const [value, label] of this.#labels) {
            this.program.place(label);
            this.program.return(value);
        }
    }
}
function returnValue(decision) {
    if (decision.kind === 'allow')
        return SECCOMP_RET.allow;
    return decision.kind === 'ask' ? SECCOMP_RET.userNotification : SECCOMP_RET.errno | decision.errno;
}

;// CONCATENATED MODULE: ./src/surface/build-surface-plan.ts



/**
 * What the agent enforces of a kernel on this host.
 * @throws GateError `no-such-kernel` when the target kernel does not exist for the host's architecture, and what
 * renderBpf throws
 */
function buildSurfacePlan(profile, table, host) {
    if (profile.syscalls[host].size === 0) {
        throw new src_errors.GateError({
            stage: 'boot',
            code: 'no-such-kernel',
            fault: 'user',
            message: `There is no ${profile.title} for ${host}, the machine that the gate runs on.`,
            hint: `Run the gate on ${profile.architectures.join(' or ')}, or choose a target that exists for ${host}.`,
        });
    }
    return {
        filter: toBase64(renderBpf(profile, table, host)),
        uname: { release: profile.release, version: profile.version },
        absentPaths: profile.absentPaths.map(({ pattern }) => pattern),
        contents: profile.contents,
        memory: profile.spaces.flatMap((space) => memoryRules(profile, table, host, space)),
    };
}
function memoryRules(profile, table, host, offered) {
    const { id, when, source, kind, mask, syscalls } = offered.space;
    const refusals = refusalsOf(offered);
    if (source.kind === 'argument' || isEmpty(refusals))
        return [];
    const numbers = table
        .filter(({ name }) => syscalls.includes(name) && profile.syscalls[host].has(name))
        .flatMap(({ number }) => number[host] ?? []);
    if (numbers.length === 0)
        return [];
    const conditions = when.map(({ arg, values }) => ({ arg, values }));
    return [{ id, syscalls: numbers, when: conditions, source, kind, mask, ...refusals }];
}
function toBase64(bytes) {
    return btoa(String.fromCharCode(...bytes));
}

;// CONCATENATED MODULE: ./src/kernel/allow-on-profile.ts

/**
 * The profile with these things offered too, on every architecture that it has.
 * @throws RangeError for `uname`, and for an id that names nothing: no such form, space, or option of the space.
 */
function allowOnProfile(profile, ids) {
    return ids.reduce(allowOne, profile);
}
function allowOne(profile, id) {
    const thing = parseSurfaceId(id);
    switch (thing.kind) {
        case 'syscall':
            return { ...profile, syscalls: withSyscall(profile, thing.name) };
        case 'path':
            return {
                ...profile,
                absentPaths: profile.absentPaths.filter(({ pattern }) => pattern !== thing.pattern),
            };
        case 'option': {
            if (!profile.spaces.some(({ space }) => space.id === thing.space)) {
                throw new RangeError(`${id}: there is no option space "${thing.space}"`);
            }
            const spaces = profile.spaces.map((offered) => offered.space.id === thing.space ? withOption(offered, thing.name) : offered);
            return { ...profile, spaces };
        }
        case 'content':
            return { ...profile, contents: profile.contents.filter(({ path }) => path !== thing.path) };
        case 'uname':
            throw new RangeError('which release uname(2) is to tell instead is not known here');
    }
}
function withSyscall({ syscalls, architectures }, name) {
    const add = (architecture) => architectures.includes(architecture) ? new Set([...syscalls[architecture], name]) : syscalls[architecture];
    return { x86_64: add('x86_64'), arm64: add('arm64'), i386: add('i386') };
}
/**
 * A value that no row names gets a row of its own. A message of one length needs the message as such: both are of the
 * same value.
 */
function withOption({ space, offered, absences }, name) {
    const named = space.options.find((option) => option.name === name);
    const wider = named?.bytes === undefined
        ? []
        : space.options.filter(({ value, bytes }) => value === named.value && bytes === undefined);
    if (!named && !/^0x[0-9a-f]+$/.test(name)) {
        throw new RangeError(`option:${space.id}/${name}: the space has no such option`);
    }
    const options = named ? space.options : [...space.options, { name, value: Number(name), since: null }];
    return {
        space: { ...space, options },
        offered: new Set([...offered, name, ...wider.map((option) => option.name)]),
        absences,
    };
}

;// CONCATENATED MODULE: ./src/surface/exempt-tracer.ts

/**
 * What strace and its loader, of the host's userland, cannot do without: since glibc 2.33 the loader looks at every
 * library by fstatat(fd, "", AT_EMPTY_PATH), which came with Linux 2.6.39. An artifact that uses it goes through here,
 * and the judge sees that.
 */
const NEEDS = ['option:fstatat-flags/AT_EMPTY_PATH'];
/** The profile as it can be enforced on a tracer and its tracees. */
function exemptTracer(profile) {
    return allowOnProfile(profile, NEEDS);
}

;// CONCATENATED MODULE: ./src/surface/argument-cells.ts


/**
 * The rules of a call as disjoint cells that together cover all its arguments, for filters without an order among
 * their rules. An argument is cut where it decides something: into the values above all that are asked for and the
 * rest, then bit by bit from the highest, until each part is decided; halves that come out equal are joined again.
 * Null when that takes more than `limit` cells.
 */
function cellDecisions(rules, limit) {
    const bounds = boundsOf(rules);
    const cut = (cells) => {
        const rule = rules.find(({ tests }) => tests.every((test) => argument_cells_outcome(test, cells) !== false));
        const test = rule?.tests.find((one) => argument_cells_outcome(one, cells) === null);
        if (!test)
            return [{ cells, decision: rule?.decision ?? ALLOW }];
        const parts = cutParts(test, cells.get(test.arg), bounds.get(test.arg) ?? WORD_MASK);
        const cuts = [];
        for (const part of parts) {
            const found = cut(new Map([...cells, [test.arg, part]]));
            if (!found || cuts.length + found.length > limit)
                return null;
            cuts.push(...found);
        }
        const [first] = cuts;
        const isOne = cuts.length === parts.length && cuts.every(({ decision }) => isSame(decision, first?.decision));
        return first && isOne ? [{ cells, decision: first.decision }] : cuts;
    };
    const cuts = cut(new Map());
    return (cuts && cuts.map(({ cells, decision }) => ({ cells: [...cells.values()].sort(byArgument), decision })));
}
/**
 * For arguments that are only compared as a whole: the smallest number of the form 0…01…1 that none of the values
 * exceeds. Others are cut by bits alone.
 */
function boundsOf(rules) {
    const tests = rules.flatMap((rule) => rule.tests);
    return new Map(tests.map(({ arg }) => {
        const same = tests.filter((test) => test.arg === arg);
        const highest = Math.max(0, ...same.flatMap(({ values }) => values));
        const whole = same.every(({ mask }) => mask === WORD_MASK);
        return [arg, whole ? WORD_MASK >>> Math.min(31, Math.clz32(highest)) : WORD_MASK];
    }));
}
function cutParts({ arg, mask: asked }, cell, bound) {
    if (!cell && bound !== WORD_MASK) {
        return [
            { arg, kind: 'masked', mask: ~bound >>> 0, value: 0 },
            { arg, kind: 'above', value: bound },
        ];
    }
    const { mask, value } = cell?.kind === 'masked' ? cell : { mask: 0, value: 0 };
    const bit = highestBit(asked & ~mask);
    return [0, bit].map((one) => ({
        arg,
        kind: 'masked',
        mask: (mask | bit) >>> 0,
        value: (value | one) >>> 0,
    }));
}
/** Does the test hold for all arguments in the cells (true), for none (false), or for some (null)? */
function argument_cells_outcome(test, cells) {
    const cell = cells.get(test.arg);
    if (cell?.kind === 'above')
        return test.holds === 'not-in';
    const { mask, value: fixed } = cell ?? { mask: 0, value: 0 };
    const possible = test.values.filter((value) => ((value ^ fixed) & mask & test.mask) === 0);
    if (possible.length === 0)
        return test.holds === 'not-in';
    if (possible.length === 2 ** bitCount(test.mask & ~mask))
        return test.holds === 'in';
    return null;
}
function isSame(a, b) {
    return a.kind === b?.kind && (a.kind !== 'errno' || (b.kind === 'errno' && a.errno === b.errno));
}
function byArgument(a, b) {
    return a.arg - b.arg;
}
function highestBit(word) {
    return (1 << (31 - Math.clz32(word))) >>> 0;
}
function bitCount(word) {
    let count = 0;
    for (let rest = word; rest !== 0; rest &= rest - 1)
        count++;
    return count;
}

;// CONCATENATED MODULE: ./src/surface/render-oci-seccomp.ts




/**
 * `--security-opt seccomp=` of the control run. Without a profile of ours an engine applies its default one, which
 * answers EPERM to io_uring and others: neither the host's kernel nor the target's. A profile that allows everything would
 * say the same as `unconfined`, but libseccomp kills what comes from an architecture that it does not list.
 */
const PERMISSIVE_SECCOMP = 'unconfined';
/**
 * Calls that are not restricted here, because the agent makes them, too, and stands behind the same wall: it installs
 * the filter that is exact, and answers for memory and paths.
 */
const AGENT_CALLS = [
    'seccomp',
    'prctl',
    'memfd_create',
    'process_vm_readv',
    'process_vm_writev',
    'ioctl',
];
const OCI_ARCHITECTURES = {
    x86_64: 'SCMP_ARCH_X86_64',
    arm64: 'SCMP_ARCH_AARCH64',
    i386: 'SCMP_ARCH_X86',
};
/**
 * Rules for one call. All calls that take more (the socket options, socket(2)) would more than double the program, and
 * the time that libseccomp takes to make it, which grows with the square: from half a second to six for EL7.
 */
const MOST_CELLS = 32;
/**
 * The kernel surface as an allow-list for container engines: an outer wall, which never refuses what the BPF filter
 * allows, and leaves to it what would take too many rules. One rule of libseccomp compares an argument once, and its
 * rules have no order: so a call's arguments are cut into cells, and options that no row of the data names are let
 * through. Masks of 32 bits leave out the upper half of an argument, as the BPF filter does; values above all named ones
 * are the one comparison of 64 bits, and are let through by themselves.
 *
 * Docker from before moby/moby#42604 (2021) drops `defaultErrnoRet`, and runc then answers EPERM: so ENOSYS is spelt
 * out for every other call of the table. Runtimes skip rules that say what the default says, and names that their
 * libseccomp does not know: a target's call that is newer than the host's libseccomp answers ENOSYS in a container.
 * Calls of architectures that are not listed, x32 among them, are killed by libseccomp.
 */
function renderOciSeccomp(profile, table, host) {
    const architectures = ARCHITECTURES_OF_HOST[host].filter((one) => profile.syscalls[one].size > 0);
    const named = withNamedOptionsOnly(profile);
    const names = table.map(({ name }) => name).sort();
    const offered = names.filter((name) => architectures.some((one) => profile.syscalls[one].has(name)));
    const open = new Set(AGENT_CALLS);
    const rules = [];
    const leftOut = differences(profile, architectures, offered);
    for (const name of offered.filter((one) => !AGENT_CALLS.includes(one))) {
        const rendered = renderCall(name, callRules(named, host, name), architectures);
        if (rendered.rules.length === 0)
            open.add(name);
        rules.push(...rendered.rules);
        leftOut.push(...rendered.leftOut);
    }
    const closed = names.filter((name) => !offered.includes(name) && !open.has(name));
    const seccomp = {
        defaultAction: 'SCMP_ACT_ERRNO',
        defaultErrnoRet: ENOSYS,
        architectures: architectures.map((one) => OCI_ARCHITECTURES[one]),
        syscalls: [
            ruleOf([...open].sort(), { kind: 'allow' }, []),
            ruleOf(closed, { kind: 'errno', errno: ENOSYS }, []),
            ...rules,
        ].filter((rule) => rule.names.length > 0),
    };
    return { seccomp, leftOut };
}
function withNamedOptionsOnly(profile) {
    const spaces = profile.spaces.map((offered) => ({
        ...offered,
        space: { ...offered.space, unlisted: 'offered' },
    }));
    return { ...profile, spaces };
}
/** No rules for a call that may pass whatever its arguments are. */
function renderCall(name, rules, architectures) {
    if (rules.every(({ decision }) => decision.kind !== 'errno'))
        return { rules: [], leftOut: [] };
    if (architectures.some((one) => takesStruct(one, name))) {
        return { rules: [], leftOut: [`The options of ${name} stand in memory in one of its variants.`] };
    }
    const cells = cellDecisions(rules, MOST_CELLS);
    if (!cells)
        return { rules: [], leftOut: [`The options of ${name} take more than ${MOST_CELLS} rules.`] };
    return { rules: cells.map((one) => ruleOf([name], one.decision, one.cells)), leftOut: [] };
}
/** Rules are by name for all architectures at once: a call that one of them has is let through on the others. */
function differences(profile, architectures, names) {
    return architectures.flatMap((one) => {
        const extra = names.filter((name) => !profile.syscalls[one].has(name));
        return extra.length > 0 ? [`Let through for ${one} programs: ${extra.join(', ')}.`] : [];
    });
}
/** A question is let through: the agent's filter, which stands inside of this one, asks it. */
function ruleOf(names, decision, cells) {
    const args = cells.length > 0 ? { args: cells.map(argumentOf) } : {};
    if (decision.kind !== 'errno')
        return { names, action: 'SCMP_ACT_ALLOW', ...args };
    return { names, action: 'SCMP_ACT_ERRNO', errnoRet: decision.errno, ...args };
}
function argumentOf(cell) {
    if (cell.kind === 'above')
        return { index: cell.arg, value: cell.value, op: 'SCMP_CMP_GT' };
    return { index: cell.arg, value: cell.mask, valueTwo: cell.value, op: 'SCMP_CMP_MASKED_EQ' };
}

// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./src/trace/call-arguments.ts
/**
 * @param args the arguments as printed; strace 4.24 prints those of clone when it returns only, and knows no clone3
 */
function forkKind(name, args) {
    if (name === 'fork' || name === 'vfork')
        return 'process';
    if (/\bCLONE_THREAD\b/.test(args))
        return 'thread';
    return args.includes('flags=') ? 'process' : 'unknown';
}
/** Child's id from what the call returned, `123` or (raw) `0x7b`; 0 when there is none. */
function childPid(value) {
    const pid = /^(?:0x[0-9a-f]+|\d+)/.exec(value);
    return pid ? Number(pid[0]) : 0;
}
/**
 * The file that execve or execveat starts. A string that strace cut keeps its `...`. execveat on a descriptor is named
 * as the kernel names it, `/dev/fd/3/name` (fs/exec.c). Empty when the argument is no string.
 */
function executedPath(name, args) {
    if (name === 'execve')
        return quoted(args) ?? '';
    const match = /^(AT_FDCWD|-?\d+)(?:<[^>]*>)?, (.*)$/s.exec(args);
    const path = quoted(match?.[2] ?? '');
    if (!match?.[1] || path === null)
        return '';
    if (path.startsWith('/') || match[1] === 'AT_FDCWD')
        return path;
    return path === '' ? `/dev/fd/${match[1]}` : `/dev/fd/${match[1]}/${path}`;
}
const call_arguments_ESCAPES = { n: 10, t: 9, r: 13, v: 11, f: 12 };
function quoted(text) {
    const match = /^"((?:[^"\\]|\\.)*)"(\.\.\.)?/s.exec(text);
    if (!match)
        return null;
    const body = match[1] ?? '';
    const cut = match[2] ?? '';
    return body.includes('\\') ? undoEscapes(body) + cut : body + cut;
}
/** Undoes print_quoted_string of strace: `\n`, `\"`, `\\`, `\303` (octal, one to three digits), `\xc3`. */
function undoEscapes(body) {
    const bytes = [];
    for (const [part] of body.matchAll(/\\(?:x[0-9a-f]{2}|[0-7]{1,3}|.)|[^\\]+/gs)) {
        if (!part.startsWith('\\'))
            bytes.push(Buffer.from(part));
        else if (/^\\x[0-9a-f]{2}/.test(part))
            bytes.push(Buffer.from([Number.parseInt(part.slice(2), 16)]));
        else if (/^\\[0-7]/.test(part))
            bytes.push(Buffer.from([Number.parseInt(part.slice(1), 8) & 0xff]));
        else
            bytes.push(Buffer.from(call_arguments_ESCAPES[part.slice(1)] === undefined ? part.slice(1) : [call_arguments_ESCAPES[part.slice(1)] ?? 0]));
    }
    return Buffer.concat(bytes).toString('utf8');
}

;// CONCATENATED MODULE: ./src/trace/tally-counters.ts
const MAX_SAMPLE = 200;
/** Nothing counted yet; the call is the sample as long as no earlier one comes. */
function createTally(call) {
    return { count: 0, succeeded: 0, errors: new Map(), firstLine: call.line, sample: call.text(MAX_SAMPLE) };
}
function countInto(tally, call) {
    tally.count++;
    if (call.outcome === 'returned')
        tally.succeeded++;
    else if (call.errno !== null) {
        tally.errors.set(call.errno.text, (tally.errors.get(call.errno.text) ?? 0) + 1);
    }
    // A call that began earlier may come back later than one that began after it.
    if (call.line < tally.firstLine) {
        tally.firstLine = call.line;
        tally.sample = call.text(MAX_SAMPLE);
    }
}
/** Lists by a dense id, with holes. */
function mergeTallies(into, from) {
    from.forEach((tally, id) => {
        const known = into[id];
        if (!tally)
            return;
        if (known)
            mergeTally(known, tally);
        else
            into[id] = tally;
    });
}
function mergeTally(into, from) {
    into.count += from.count;
    into.succeeded += from.succeeded;
    for (const [errno, count] of from.errors)
        into.errors.set(errno, (into.errors.get(errno) ?? 0) + count);
    if (from.firstLine < into.firstLine) {
        into.firstLine = from.firstLine;
        into.sample = from.sample;
    }
}
function tallyOf({ count, succeeded, errors, firstLine, sample }) {
    return { count, succeeded, errors: Object.fromEntries(errors), firstLine, sample };
}

;// CONCATENATED MODULE: ./src/trace/program-counters.ts

const MAX_LISTENS = 100;
const ROLES = new Map([
    ['clone', 'fork'],
    ['clone3', 'fork'],
    // Its number everywhere, for strace 4.24 and a caller who knows no name for it.
    ['syscall_0x1b3', 'fork'],
    ['fork', 'fork'],
    ['vfork', 'fork'],
    ['execve', 'exec'],
    ['execveat', 'exec'],
    ['listen', 'listen'],
    ['unshare', 'namespace'],
    ['setns', 'namespace'],
    ['exit', 'end'],
    ['exit_group', 'end'],
]);
function createCounters(path) {
    return { path, processes: 0, uses: [], options: [], paths: [], listens: [] };
}
function roleOf(name) {
    return ROLES.get(name) ?? null;
}
function countCall(program, call) {
    const use = program.uses[call.name.id] ?? addUse(program, call);
    countInto(use, call);
    return use;
}
function addUse(program, call) {
    const { text } = call.name;
    const use = { name: text, role: roleOf(text), ...createTally(call) };
    program.uses[call.name.id] = use;
    return use;
}
/** What the watch has found in this call. */
function countWatched(program, { options, paths }, call) {
    for (const option of options) {
        program.options[option.id] ??= { option, ...createTally(call) };
        countInto(program.options[option.id], call);
    }
    for (const path of paths) {
        program.paths[path.id] ??= { path, ...createTally(call) };
        countInto(program.paths[path.id], call);
    }
}
function addListen(program, pid, line) {
    const known = program.listens.some((listen) => listen.pid === pid);
    if (!known && program.listens.length < MAX_LISTENS)
        program.listens.push({ pid, line });
}
function mergeCounters(into, from) {
    into.processes += from.processes;
    for (const { pid, line } of from.listens)
        addListen(into, pid, line);
    mergeTallies(into.uses, from.uses);
    mergeTallies(into.options, from.options);
    mergeTallies(into.paths, from.paths);
}
function programTrace({ path, processes, uses, options, paths }) {
    return {
        path,
        processes,
        syscalls: present(uses)
            .map((use) => ({ name: use.name, ...tallyOf(use) }))
            .sort((a, b) => order(a.name, b.name)),
        options: present(options)
            .map((use) => ({
            space: use.option.space,
            option: use.option.option,
            syscall: use.option.syscall,
            ...tallyOf(use),
        }))
            .sort((a, b) => order(a.space, b.space) || order(a.option, b.option) || order(a.syscall, b.syscall)),
        paths: present(paths)
            .map((use) => ({ pattern: use.path.pattern, ...tallyOf(use) }))
            .sort((a, b) => order(a.pattern, b.pattern)),
    };
}
function present(list) {
    return list.filter((item) => item !== undefined);
}
function order(a, b) {
    return a < b ? -1 : Number(a > b);
}
/** In the order of the trace. */
function listenersOf(programs) {
    const listeners = programs.flatMap(({ path, listens }) => listens.map(({ pid, line }) => ({ pid, program: path, line })));
    return listeners.sort((a, b) => a.line - b.line);
}

;// CONCATENATED MODULE: ./src/trace/process-tree.ts

/** Path of what runs before any execve is seen: the trace lacks its beginning. */
const UNKNOWN_PROGRAM = '';
/** Programs beyond these are counted together, so that memory stays bounded. */
const OTHER_PROGRAMS = '(other programs)';
const MAX_PROGRAMS = 2000;
function createProcessTree() {
    const programs = new Map();
    const tasks = new Map();
    const forks = new Map();
    /** Tasks, ended ones too, whose origin an open fork will tell. */
    const orphans = new Set();
    const roots = [];
    const made = { processes: 0, threads: 0 };
    let lastFork = null;
    let hasNamespaces = false;
    const programAt = (path) => {
        const name = programs.has(path) || programs.size < MAX_PROGRAMS ? path : OTHER_PROGRAMS;
        const program = programs.get(name) ?? createCounters(name);
        programs.set(name, program);
        return program;
    };
    const addTask = (pid, process, origin) => {
        const task = { pid, process, origin, seen: false, ended: false };
        tasks.set(pid, task);
        return task;
    };
    const addRoot = (task, path) => {
        const root = { pid: task.pid, program: path, started: false, exit: null };
        task.process.root = root;
        roots.push(root);
        made.processes++;
    };
    const newProcess = (leader, program) => ({
        program,
        leader,
        executed: false,
        root: null,
    });
    const replaceProgram = (from, to) => {
        mergeCounters(to, from);
        for (const task of tasks.values())
            if (task.process.program === from)
                task.process.program = to;
        for (const task of orphans)
            if (task.process.program === from)
                task.process.program = to;
        for (const fork of forks.values())
            if (fork.program === from)
                fork.program = to;
        if (lastFork?.program === from)
            lastFork.program = to;
        for (const task of orphans) {
            for (const fork of task.origin?.forks ?? [])
                if (fork.program === from)
                    fork.program = to;
        }
    };
    /** The task is this call's child, as far as its program goes. */
    const assign = (task, origin, fork) => {
        fork.child = task;
        if (origin.deferred)
            replaceProgram(origin.deferred, fork.program);
        task.origin = { ...origin, forks: [fork], deferred: null };
        if (fork.kind === 'thread' && !hasExecuted(task))
            task.process = fork.process;
    };
    /** A process that ends without an execve has run its parent's program. */
    const countRun = ({ pid, process }) => {
        if (process.leader === pid && !process.executed && !process.root)
            process.program.processes++;
    };
    /** The task is this call's child for certain. */
    const settle = (task, kind, count) => {
        const fork = task.origin?.forks[0];
        task.origin = null;
        orphans.delete(task);
        const isProcess = kind === 'process' || hasExecuted(task);
        if (!isProcess && fork)
            task.process = fork.process;
        if (count)
            made[isProcess ? 'processes' : 'threads']++;
        if (task.ended)
            countRun(task);
    };
    /** Without an answer: the call that the artifact (or who comes nearest to it) made is the cautious guess. */
    const guess = (task, origin) => {
        const order = [...programs.values()];
        const rank = (fork) => order.indexOf(fork.program);
        const fork = [...origin.forks].sort((a, b) => rank(a) - rank(b))[0];
        if (fork)
            assign(task, origin, fork);
        settle(task, fork?.kind ?? 'process', true);
    };
    /** A call is back and this task is not its child. */
    const exclude = (task, origin, fork) => {
        const left = origin.forks.filter((other) => other !== fork);
        if (left.length === 0) {
            if (origin.deferred)
                replaceProgram(origin.deferred, fork.program);
            settle(task, 'process', !hasNamespaces && !origin.beganWithExec);
            if (origin.beganWithExec && !hasNamespaces)
                addRoot(task, task.process.program.path);
            return;
        }
        origin.forks = left;
        const only = left[0];
        if (left.length === 1 && only)
            assign(task, origin, only);
    };
    const close = (pid) => {
        const fork = forks.get(pid) ?? null;
        forks.delete(pid);
        if (fork)
            fork.open = false;
        return fork;
    };
    const excludeFromAll = (fork) => {
        if (!fork)
            return;
        for (const task of [...orphans]) {
            if (task.origin?.forks.includes(fork))
                exclude(task, task.origin, fork);
        }
    };
    const orphanAt = (pid) => {
        for (const task of orphans)
            if (task.pid === pid)
                return task;
        return undefined;
    };
    const appearAsChild = (pid, first, candidates, beganWithExec) => {
        const sameProgram = candidates.every((fork) => fork.program === first.program);
        const deferred = sameProgram ? null : createCounters(UNKNOWN_PROGRAM);
        const origin = { forks: candidates, beganWithExec, deferred };
        const task = addTask(pid, newProcess(pid, deferred ?? first.program), origin);
        orphans.add(task);
        if (candidates.length === 1)
            assign(task, origin, first);
        return task;
    };
    const firstLine = (pid, path) => {
        const candidates = [...forks.values()].filter((fork) => fork.child === null);
        const first = candidates[0];
        if (first)
            return appearAsChild(pid, first, candidates, path !== null);
        if (path !== null && !(hasNamespaces && lastFork)) {
            const task = addTask(pid, newProcess(pid, programAt(path)), null);
            addRoot(task, path);
            return task;
        }
        // With namespaces it has been counted already, under the pid that its maker was told.
        if (!hasNamespaces)
            made.processes++;
        return addTask(pid, newProcess(pid, lastFork?.program ?? programAt(UNKNOWN_PROGRAM)), null);
    };
    return {
        find(pid) {
            const task = tasks.get(pid);
            if (task)
                task.seen = true;
            return task;
        },
        appear(pid, path) {
            const task = firstLine(pid, path);
            task.seen = true;
            return task;
        },
        forkBegun(task, kind) {
            const fork = { process: task.process, program: task.process.program, kind, child: null, open: true };
            forks.set(task.pid, fork);
            lastFork = fork;
        },
        forkReturned(task, child, kind) {
            const fork = close(task.pid);
            const known = orphanAt(child) ?? tasks.get(child);
            if (known?.origin) {
                if (fork && known.origin.forks.includes(fork))
                    assign(known, known.origin, fork);
                settle(known, kind, true);
            }
            else if (!known && !(hasNamespaces && fork?.child)) {
                const process = kind === 'process' ? newProcess(child, task.process.program) : task.process;
                addTask(child, process, null);
                made[kind === 'process' ? 'processes' : 'threads']++;
            }
            else if (hasNamespaces)
                made[kind === 'process' ? 'processes' : 'threads']++;
            if (!fork)
                lastFork = { process: task.process, program: task.process.program, kind, child: null, open: false };
            excludeFromAll(fork);
        },
        forkFailed: (task) => excludeFromAll(close(task.pid)),
        forkLost(task) {
            if (!close(task.pid))
                return;
            for (const orphan of [...orphans]) {
                if (orphan.origin?.forks.every((fork) => !fork.open))
                    guess(orphan, orphan.origin);
            }
        },
        executed(task, path) {
            if (task.pid !== task.process.leader) {
                // No thread keeps its own pid through execve: this was a process, made by a call with unknown flags.
                task.process = newProcess(task.pid, task.process.program);
                if (task.origin === null) {
                    made.threads--;
                    made.processes++;
                }
            }
            const { process } = task;
            process.program = programAt(path);
            process.program.processes++;
            process.executed = true;
            if (process.root && !process.root.started) {
                process.root.started = true;
                process.root.program = process.program.path;
            }
        },
        superseded(leader, by) {
            const thread = tasks.get(by);
            if (thread && !tasks.has(leader))
                addTask(leader, thread.process, null);
            tasks.delete(by);
        },
        ended(pid, exit) {
            const task = tasks.get(pid);
            if (!task)
                return;
            tasks.delete(pid);
            task.ended = true;
            if (task.origin === null)
                countRun(task);
            if (task.process.root?.pid === pid)
                task.process.root.exit = exit;
        },
        namespaced() {
            hasNamespaces = true;
        },
        finish() {
            for (const task of orphans)
                if (task.origin)
                    guess(task, task.origin);
            for (const task of tasks.values())
                if (task.seen)
                    countRun(task);
            return {
                programs: [...programs.values()],
                roots: roots.map(({ pid, program, exit }) => ({ pid, program, exit })),
                ...made,
            };
        },
    };
}
/** Under its own pid, so it is a process, whatever the flags. */
function hasExecuted({ pid, process }) {
    return process.leader === pid && process.executed;
}

;// CONCATENATED MODULE: ./src/trace/watch/argument-scanner.ts

const argument_scanner_SPACE = 0x20;
const argument_scanner_QUOTE = 0x22;
const SLASH = 0x2f;
const STAR = 0x2a;
const COMMA = 0x2c;
const argument_scanner_LESS = 0x3c;
const argument_scanner_GREATER = 0x3e;
const UPPER_D = 0x44;
/** What a byte means outside of strings: 0 nothing, 1 opens, 2 closes, 3 look closer. */
const argument_scanner_MEANING = new Uint8Array(256);
for (const char of '([{')
    argument_scanner_MEANING[char.charCodeAt(0)] = 1;
for (const char of ')]}')
    argument_scanner_MEANING[char.charCodeAt(0)] = 2;
for (const char of '",/<')
    argument_scanner_MEANING[char.charCodeAt(0)] = 3;
/**
 * Where the argument that begins at `start` ends: the index of the `, ` behind it, or `end`. Commas in strings, in
 * structs, in comments and in the names of descriptors (`3</a,b>`, strace -y) do not count.
 */
function argumentEnd(bytes, start, end) {
    let depth = 0;
    for (let i = start; i < end; i++) {
        const meaning = argument_scanner_MEANING[bytes[i]];
        if (meaning === 0)
            continue;
        if (meaning === 1)
            depth++;
        else if (meaning === 2)
            depth--;
        else if (bytes[i] === COMMA) {
            if (depth <= 0)
                return i;
        }
        else
            i = skipQuoted(bytes, i, end);
    }
    return end;
}
/** Where the next argument begins, behind the `,` at `comma`. */
function nextArgument(bytes, comma, end) {
    return comma + 1 < end && bytes[comma + 1] === argument_scanner_SPACE ? comma + 2 : comma + 1;
}
/** The last byte of the string, comment or descriptor's name that begins at `at`; `at` itself when none does. */
function skipQuoted(bytes, at, end) {
    const byte = bytes[at];
    if (byte === argument_scanner_QUOTE)
        return stringEnd(bytes, at + 1, end);
    if (byte === SLASH && bytes[at + 1] === STAR)
        return commentEnd(bytes, at + 2, end);
    if (byte === argument_scanner_LESS && isDescriptor(bytes[at - 1]) && bytes[at + 1] !== argument_scanner_LESS)
        return nameEnd(bytes, at, end);
    return at;
}
function commentEnd(bytes, start, end) {
    for (let i = start + 1; i < end; i++)
        if (bytes[i] === SLASH && bytes[i - 1] === STAR)
            return i;
    return end;
}
/** `3<` and `AT_FDCWD<`. */
function isDescriptor(byte) {
    return byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || byte === UPPER_D);
}
/** A name without its end is none: `<` was something else then. */
function nameEnd(bytes, at, end) {
    for (let i = at + 1; i < end; i++) {
        const byte = bytes[i];
        if (byte === argument_scanner_GREATER)
            return i;
        if (byte === argument_scanner_QUOTE)
            break;
    }
    return at;
}

;// CONCATENATED MODULE: ./src/trace/watch/arguments.ts

/** Of strace's text: no call that is watched has more. */
const MAX_ARGUMENTS = 8;
function createArguments() {
    return {
        bytes: Buffer.alloc(0),
        end: 0,
        complete: true,
        starts: new Int32Array(MAX_ARGUMENTS),
        ends: new Int32Array(MAX_ARGUMENTS),
        count: 0,
        next: 0,
    };
}
function resetArguments(args, text) {
    args.bytes = text.bytes;
    args.end = text.end;
    args.complete = text.complete;
    args.next = text.start;
    args.count = 0;
}
/** Where the argument begins; -1 when it is not there. */
function startOf(args, index) {
    while (args.count < index && args.next < args.end)
        readNext(args);
    if (index < args.count)
        return args.starts[index];
    return args.next < args.end ? args.next : -1;
}
/** Where it ends; -1 when it is not there. */
function endOf(args, index) {
    while (args.count <= index && args.next < args.end)
        readNext(args);
    return index < args.count ? args.ends[index] : -1;
}
function readNext(args) {
    const { bytes, next, end, count } = args;
    const stop = argumentEnd(bytes, next, end);
    args.starts[count] = next;
    args.ends[count] = stop;
    args.count = count + 1;
    args.next = stop === end ? stop : nextArgument(bytes, stop, end);
}

;// CONCATENATED MODULE: ./src/trace/watch/symbols.ts
/** Comments, and the mark of a thread that died in the call. */
const NOISE = / ?\/\*.*?\*\/| <unfinished \.\.\.>$/gs;
const FIELD_NAME = /^[a-z_]\w*=/;
const NAME = /^[A-Za-z_]\w*$/;
const IOCTL = /^_IOC\(([A-Z_|]+), (\w+), (\w+), (\w+)\)$/;
/**
 * Takes apart what printxval, printflags and their kin write (strace's xlat.c, 4.24 to 6.x): names joined by `|`, what
 * has no name in hexadecimal behind them, a comment where nothing has one. ioctl commands may have several names
 * (`TCGETS or SNDCTL_TMR_TIMEBASE`) or, without one, their parts (`_IOC(_IOC_READ, 0x54, 0x1, 0x4)`). Parts of any
 * other form are left out.
 */
function readSymbols(text) {
    const parts = text
        .replace(NOISE, '')
        .replace(FIELD_NAME, '')
        .trim()
        .split(/\|(?!_IOC_)| or /);
    const numbers = parts.map(readNumber);
    return {
        names: parts.filter((part) => NAME.test(part)),
        numbers: numbers.filter((number) => number !== null),
        startsWithNumber: numbers[0] !== null && numbers[0] !== undefined,
    };
}
/** Low 32 bits, unsigned; null when it is no number. */
function readNumber(text) {
    if (/^-?\d+$|^0x[0-9a-f]+$/.test(text)) {
        const value = BigInt(/^0\d/.test(text) ? `0o${text.slice(1)}` : text);
        return Number(BigInt.asUintN(32, value));
    }
    const [, direction = '', type, command, size] = IOCTL.exec(text) ?? [];
    if (direction === '')
        return null;
    const bits = (direction.includes('_IOC_WRITE') ? 1 : 0) | (direction.includes('_IOC_READ') ? 2 : 0);
    return ((bits << 30) | (Number(size) << 16) | (Number(type) << 8) | Number(command)) >>> 0;
}

;// CONCATENATED MODULE: ./src/trace/watch/argument-memo.ts



const argument_memo_COMMA = 0x2c;
const argument_memo_BUCKETS = 256;
const MAX_TEXTS = 512;
/** Longer texts are strings and structs, which differ from call to call. */
const MAX_LENGTH = 200;
/** @param read asked once for each text, with one text for each position */
function createArgumentMemo(positions, read) {
    const table = createByteTable(argument_memo_BUCKETS, MAX_TEXTS);
    return { positions, first: positions[0] ?? 0, last: positions.at(-1) ?? 0, table, recent: null, read };
}
/** Null: some of the arguments are not there, or not yet. strace never stops within a number or a string. */
function recall(memo, args) {
    const { recent } = memo;
    const start = startOf(args, memo.first);
    if (start < 0)
        return null;
    if (recent !== null && standsAt(recent.text, args.bytes, start, args.end))
        return recent.meaning;
    const end = endOf(args, memo.last);
    if (end < 0)
        return null;
    const known = lookUp(memo.table, args.bytes, start, end) ?? learn(memo, args, start, end);
    memo.recent = known;
    return known.meaning;
}
function learn(memo, args, start, end) {
    const texts = memo.positions.map((position) => args.bytes.toString('utf8', startOf(args, position), endOf(args, position)));
    const text = Uint8Array.from(args.bytes.subarray(start, end));
    const known = { text, meaning: memo.read(texts) };
    if (end - start <= MAX_LENGTH)
        addTo(memo.table, args.bytes, start, end, known);
    return known;
}
/** Do these whole arguments stand at `start`? */
function standsAt(text, bytes, start, end) {
    const stop = start + text.length;
    if (stop > end || (stop < end && bytes[stop] !== argument_memo_COMMA))
        return false;
    for (let i = text.length - 1; i >= 0; i--)
        if (text[i] !== bytes[start + i])
            return false;
    return true;
}
/** Is it one of the condition's values, by name or by number? Flags behind a value make it another one. */
function meets({ names, values }, symbols) {
    if (symbols.names.length + symbols.numbers.length !== 1)
        return false;
    const [name] = symbols.names;
    const [number] = symbols.numbers;
    return name === undefined ? number !== undefined && values.includes(number) : names.includes(name);
}
/** @param textOf the text of an argument, by the kernel's number */
function meetsAll(conditions, textOf) {
    return conditions.every((condition) => meets(condition, readSymbols(textOf(condition.arg))));
}

;// CONCATENATED MODULE: ./src/trace/watch/printed-position.ts
/** The kernel's number of an argument to its place in strace's text, where they differ (io.c and clone.c of strace). */
const POSITIONS = new Map([
    // `child_stack=…, flags=…`
    ['clone', [1, 0, 2, 3, 4]],
    // The offset's two halves are printed as one number.
    ['preadv2', [0, 1, 2, 3, 3, 4]],
    ['pwritev2', [0, 1, 2, 3, 3, 4]],
]);
function printedPosition(syscall, argument) {
    return POSITIONS.get(syscall)?.[argument] ?? argument;
}

;// CONCATENATED MODULE: ./src/trace/watch/option-finder.ts



/** For spaces of which the option stands in an argument; all of them look at the same arguments. */
function createOptionMemo(syscall, readers, make) {
    const positions = readers[0] ? positionsOf(syscall, readers[0]) : [];
    return createArgumentMemo(positions, (texts) => readers.flatMap((reader) => optionsOf(syscall, reader, positions, texts).map((option) => make(reader.space.id, option))));
}
/** Places in the text that a space's option and conditions stand at, ascending. */
function positionsOf(syscall, { space }) {
    const numbers = space.when.map((condition) => condition.arg);
    if (space.source.kind === 'argument' || space.source.kind === 'string')
        numbers.push(space.source.arg);
    return [...new Set(numbers.map((number) => printedPosition(syscall, number)))].sort((a, b) => a - b);
}
function optionsOf(syscall, reader, positions, texts) {
    const { source, when } = reader.space;
    if (source.kind !== 'argument' && source.kind !== 'string')
        return [];
    const textOf = (argument) => texts[positions.indexOf(printedPosition(syscall, argument))] ?? '';
    if (!meetsAll(when, textOf))
        return [];
    const text = textOf(source.arg);
    if (source.kind === 'argument')
        return reader.read(readSymbols(text));
    const row = reader.rowOf(/^"(\w+)"$/.exec(text)?.[1] ?? '');
    return row && row.since !== null ? [row.name] : [];
}
/**
 * Tells whether a space's conditions hold, for those of which the option stands elsewhere. Null: the arguments are not
 * there, or not yet.
 */
function createConditionTest(syscall, conditions) {
    if (conditions.length === 0)
        return () => true;
    const numbers = conditions.map(({ arg }) => printedPosition(syscall, arg));
    const positions = [...new Set(numbers)].sort((a, b) => a - b);
    const memo = createArgumentMemo(positions, (texts) => meetsAll(conditions, (argument) => texts[positions.indexOf(printedPosition(syscall, argument))] ?? ''));
    return (args) => recall(memo, args);
}
function addAll(options, found) {
    for (let i = 0; i < options.length; i++) {
        const option = options[i];
        if (!found.includes(option))
            found.push(option);
    }
}

;// CONCATENATED MODULE: ./src/trace/watch/field-finder.ts





const field_finder_QUOTE = 0x22;
const field_finder_COMMA = 0x2c;
const CLOSE_BRACE = 0x7d;
const field_finder_MAX_TEXTS = 512;
const field_finder_MAX_LENGTH = 100;
const OPCODE = Buffer.from('aio_lio_opcode=');
const MESSAGE = Buffer.from('cmsg_len=');
/** Behind `cmsg_len=`. */
const MESSAGE_FORM = /^(\d+), cmsg_level=(.*), cmsg_type=(.*)$/;
/** Of the header before the data (CMSG_LEN of include/linux/socket.h), for 64 and 32 bit programs. */
const HEADER_BYTES = 16;
const HEADER_BYTES_32 = 12;
/** `SOL_` numbers (include/linux/socket.h), of the levels that may have control messages. */
const field_finder_LEVELS = {
    SOL_IP: 0,
    SOL_SOCKET: 1,
    SOL_TCP: 6,
    SOL_UDP: 17,
    SOL_IPV6: 41,
    SOL_SCTP: 132,
    SOL_UDPLITE: 136,
    SOL_PACKET: 263,
    SOL_NETLINK: 270,
    SOL_TIPC: 271,
    SOL_RXRPC: 272,
    SOL_RDS: 276,
    SOL_ALG: 279,
    SOL_TLS: 282,
    SOL_XDP: 283,
    SOL_SMC: 286,
};
/** For the operations of io_submit(2): `[{aio_data=0, aio_lio_opcode=IOCB_CMD_POLL, …}, …]`. */
function createOpcodeFinder(syscall, reader, make) {
    return createFieldFinder(syscall, reader, make, OPCODE, 1, (text) => reader.read(readSymbols(text)));
}
/**
 * For control messages: `{cmsg_len=17, cmsg_level=SOL_IP, cmsg_type=IP_TOS, …}`. strace names the types of SOL_SOCKET
 * and SOL_IP only (its msghdr.c); the rest are numbers.
 */
function createControlMessageFinder(syscall, reader, make) {
    return createFieldFinder(syscall, reader, make, MESSAGE, 3, (text) => {
        const [, length = '', levelText = '', typeText = ''] = MESSAGE_FORM.exec(text) ?? [];
        const level = readSymbols(levelText);
        const number = level.numbers[0] ?? field_finder_LEVELS[level.names[0] ?? ''];
        const value = number === undefined ? undefined : messageValue(reader, number, typeText);
        return value === undefined ? [] : reader.readValue(value, dataBytes(Number(length)));
    });
}
/** Undefined for a name that no row of this level has. */
function messageValue(reader, level, type) {
    const { names, numbers } = readSymbols(type);
    const [number] = numbers;
    if (number !== undefined)
        return ((level << 16) | number) >>> 0;
    const row = reader.rowOf(names[0] ?? '');
    return row && row.value >>> 16 === level ? row.value : undefined;
}
/** A 32 bit program's message is taken for one where it is too short to be a 64 bit one's. */
function dataBytes(length) {
    return length > HEADER_BYTES ? length - HEADER_BYTES : length - HEADER_BYTES_32;
}
/**
 * @param field looked for outside of strings, in all arguments @param values how many values, each the next field's,
 * belong to it @param read from the first value to the end of the last
 */
function createFieldFinder(syscall, { space }, make, field, values, read) {
    const holds = createConditionTest(syscall, space.when);
    const memo = createByteTable(64, field_finder_MAX_TEXTS);
    const readField = (bytes, start, end) => {
        const known = lookUp(memo, bytes, start, end);
        if (known !== undefined)
            return known;
        const options = read(bytes.toString('latin1', start, end)).map((option) => make(space.id, option));
        if (end - start <= field_finder_MAX_LENGTH)
            addTo(memo, bytes, start, end, options);
        return options;
    };
    const scan = (bytes, start, end, found) => {
        for (let i = start; i < end; i++) {
            if (bytes[i] === field_finder_QUOTE)
                i = stringEnd(bytes, i + 1, end);
            else if (bytes[i] === field[0] && startsWith(bytes, i, end, field)) {
                const value = i + field.length;
                let stop = valueEnd(bytes, value, end);
                for (let more = 1; more < values; more++)
                    stop = valueEnd(bytes, stop + 1, end);
                addAll(readField(bytes, value, stop), found);
                i = stop - 1;
            }
        }
    };
    return {
        find(args, found) {
            // strace prints what a program hands over when the call begins, so that nothing of it comes later.
            const start = startOf(args, 0);
            if (start >= 0 && holds(args) === true)
                scan(args.bytes, start, args.end, found);
            return true;
        },
    };
}
/** Of a value without commas: a number, a name, each maybe with a comment. */
function valueEnd(bytes, start, end) {
    for (let i = start; i < end; i++)
        if (bytes[i] === field_finder_COMMA || bytes[i] === CLOSE_BRACE)
            return i;
    return end;
}

;// CONCATENATED MODULE: ./src/trace/watch/path-arguments.ts
/**
 * Places of path arguments in strace's text: the calls of its `-e trace=file` (syscallent.h, flag TF), what
 * came later, and not the targets of symlink(2), which are text.
 */
const FIRST = [
    ...['open', 'creat', 'stat', 'lstat', 'stat64', 'lstat64', 'oldstat', 'oldlstat', 'access', 'readlink'],
    ...['execve', 'truncate', 'truncate64', 'chdir', 'mkdir', 'rmdir', 'unlink', 'chmod', 'chown', 'lchown'],
    ...['chown32', 'lchown32', 'utime', 'utimes', 'mknod', 'uselib', 'statfs', 'statfs64', 'chroot', 'acct'],
    ...['umount', 'umount2', 'swapon', 'swapoff', 'setxattr', 'lsetxattr', 'getxattr', 'lgetxattr'],
    ...['listxattr', 'llistxattr', 'removexattr', 'lremovexattr'],
];
const SECOND = [
    ...['openat', 'openat2', 'newfstatat', 'fstatat64', 'statx', 'faccessat', 'faccessat2', 'readlinkat'],
    ...['mkdirat', 'mknodat', 'unlinkat', 'fchmodat', 'fchmodat2', 'fchownat', 'utimensat', 'futimesat'],
    ...['utimensat_time64', 'execveat', 'inotify_add_watch', 'name_to_handle_at', 'open_tree', 'fspick'],
    ...['open_tree_attr', 'mount_setattr', 'setxattrat', 'getxattrat', 'listxattrat', 'removexattrat'],
    ...['file_getattr', 'file_setattr', 'quotactl'],
];
const path_arguments_POSITIONS = new Map([
    ...FIRST.map((name) => [name, [0]]),
    ...SECOND.map((name) => [name, [1]]),
    ['rename', [0, 1]],
    ['link', [0, 1]],
    ['pivot_root', [0, 1]],
    ['mount', [0, 1]],
    ['symlink', [1]],
    ['symlinkat', [2]],
    ['renameat', [1, 3]],
    ['renameat2', [1, 3]],
    ['linkat', [1, 3]],
    ['move_mount', [1, 3]],
    ['fanotify_mark', [4]],
]);
/** Empty for calls that take no path. */
function pathPositions(syscall) {
    return path_arguments_POSITIONS.get(syscall) ?? [];
}

;// CONCATENATED MODULE: ./src/trace/watch/path-finder.ts

const path_finder_QUOTE = 0x22;
const path_finder_SLASH = 0x2f;
const path_finder_DOT = 0x2e;
const path_finder_LESS = 0x3c;
const path_finder_GREATER = 0x3e;
const CUT = '...';
/**
 * Absolute paths, and those relative to a directory whose name strace shows (-y: `AT_FDCWD</proc>, "self/x"`).
 * @param positions of the paths in the printed text, ascending
 */
function createPathFinder(positions, patterns) {
    const findAt = (args, position, found) => {
        const { bytes } = args;
        const start = startOf(args, position);
        if (bytes[start] !== path_finder_QUOTE)
            return;
        const stop = endOf(args, position);
        // A string is followed by `...` at the most, so that it need not be read to find its end.
        const cut = bytes[stop - 1] === path_finder_DOT;
        const end = cut ? stop - CUT.length - 1 : stop - 1;
        if (bytes[end] !== path_finder_QUOTE)
            return;
        if (bytes[start + 1] === path_finder_SLASH)
            patterns.match(bytes, start + 1, end, cut, found);
        else if (position > 0 && end > start + 1) {
            const folder = directoryName(bytes, startOf(args, position - 1), endOf(args, position - 1));
            if (folder === '')
                return;
            const path = Buffer.from(`${folder}/${bytes.toString('latin1', start + 1, end)}`, 'latin1');
            patterns.match(path, 0, path.length, cut, found);
        }
    };
    return {
        find(args, found) {
            for (let i = 0; i < positions.length; i++) {
                const position = positions[i];
                if (startOf(args, position) < 0)
                    return args.complete;
                findAt(args, position, found);
            }
            return true;
        },
    };
}
/** The name that strace -y writes behind a descriptor, `3</proc/self>`; empty when there is none. */
function directoryName(bytes, start, end) {
    if (bytes[end - 1] !== path_finder_GREATER)
        return '';
    let at = start;
    while (at < end && bytes[at] !== path_finder_LESS)
        at++;
    return bytes[at + 1] === path_finder_SLASH ? bytes.toString('latin1', at + 1, end - 1) : '';
}

;// CONCATENATED MODULE: ./src/trace/watch/path-patterns.ts
const path_patterns_SLASH = 0x2f;
const path_patterns_DOT = 0x2e;
function createPathPatterns(patterns) {
    const root = emptyNode();
    patterns.forEach((pattern, id) => {
        insert(root, pattern, { id, pattern });
    });
    return {
        match(bytes, start, end, cut, found) {
            if (!hasDotDot(bytes, start, end)) {
                walk(root, bytes, start, end, cut, found);
                return;
            }
            const path = Buffer.from(resolve(Buffer.from(bytes.subarray(start, end)).toString('latin1')), 'latin1');
            walk(root, path, 0, path.length, cut, found);
        },
    };
}
function walk(node, bytes, start, end, cut, found) {
    path_patterns_addAll(node.below, found);
    let at = start;
    while (at < end && (bytes[at] === path_patterns_SLASH || isSelf(bytes, at, end)))
        at++;
    if (at === end) {
        if (!cut)
            path_patterns_addAll(node.here, found);
        return;
    }
    const { names, any } = node;
    if (any === null && names.length === 0)
        return;
    let stop = at;
    while (stop < end && bytes[stop] !== path_patterns_SLASH)
        stop++;
    // What a cut component is called is not known.
    if (cut && stop === end)
        return;
    for (let i = 0; i < names.length; i++) {
        const child = names[i];
        if (path_patterns_same(child.bytes, bytes, at, stop))
            walk(child.node, bytes, stop, end, cut, found);
    }
    if (any !== null)
        walk(any, bytes, stop, end, cut, found);
}
/** The component `.`, behind a slash. */
function isSelf(bytes, at, end) {
    return bytes[at] === path_patterns_DOT && bytes[at - 1] === path_patterns_SLASH && (at + 1 === end || bytes[at + 1] === path_patterns_SLASH);
}
function emptyNode() {
    return { names: [], any: null, here: [], below: [] };
}
function insert(root, pattern, path) {
    let node = root;
    const components = pattern.split('/').filter((component) => component !== '');
    for (const component of components) {
        if (component === '**') {
            node.below.push(path);
            return;
        }
        node = component === '*' ? anyOf(node) : childOf(node, Buffer.from(component));
    }
    node.here.push(path);
}
function anyOf(node) {
    node.any ??= emptyNode();
    return node.any;
}
function childOf(node, bytes) {
    const known = node.names.find((name) => bytes.equals(name.bytes));
    if (known)
        return known.node;
    const child = { bytes: Uint8Array.from(bytes), node: emptyNode() };
    node.names.push(child);
    return child.node;
}
function path_patterns_addAll(paths, found) {
    for (let i = 0; i < paths.length; i++) {
        const path = paths[i];
        if (!found.includes(path))
            found.push(path);
    }
}
function path_patterns_same(name, bytes, start, end) {
    if (name.length !== end - start)
        return false;
    for (let i = 0; i < name.length; i++)
        if (name[i] !== bytes[start + i])
            return false;
    return true;
}
/** A component `..`. Two dots have one of them at every second byte. */
function hasDotDot(bytes, start, end) {
    for (let i = start + 1; i < end; i += 2) {
        if (bytes[i] !== path_patterns_DOT)
            continue;
        const first = bytes[i - 1] === path_patterns_DOT ? i - 1 : i;
        const behind = first + 2;
        if (bytes[first + 1] !== path_patterns_DOT || bytes[first - 1] !== path_patterns_SLASH || behind > end)
            continue;
        if (behind === end || bytes[behind] === path_patterns_SLASH)
            return true;
    }
    return false;
}
/** As if no component were a symbolic link. */
function resolve(path) {
    const components = [];
    for (const component of path.split('/')) {
        if (component === '..')
            components.pop();
        else if (component !== '' && component !== '.')
            components.push(component);
    }
    return `/${components.join('/')}`;
}

;// CONCATENATED MODULE: ./src/trace/watch/space-reader.ts
/** A program that tries all numbers must not fill the memory; more of them would tell nothing new. */
const MAX_UNLISTED = 50;
/**
 * Names that strace prints and no row has. CLONE_IDLETASK (0x1000) was taken out in 2.5 and became CLONE_PIDFD in 5.2;
 * strace 4.24 has the old name (its xlat/clone_flags.in). __O_TMPFILE is O_TMPFILE without O_DIRECTORY. SO_TXTIME is the
 * control message's name (xlat/scmvals.in).
 */
const OTHER_SPELLINGS = new Map([
    ['CLONE_IDLETASK', 'CLONE_PIDFD'],
    ['__O_TMPFILE', 'O_TMPFILE'],
    ['SO_TXTIME', 'SCM_TXTIME'],
]);
/** futex operations with FUTEX_PRIVATE_FLAG have names of their own in strace (xlat/futexops.in). */
const PRIVATE = '_PRIVATE';
function createSpaceReader(space) {
    const byName = new Map(space.options.map((option) => [option.name, option]));
    const sized = space.options.filter(({ bytes }) => bytes !== undefined);
    const byValue = new Map(space.options.filter(({ bytes }) => bytes === undefined).map((option) => [option.value, option]));
    const manyBits = space.options.filter(({ value }) => (value & (value - 1)) !== 0);
    const compounds = space.options
        .filter(({ name }) => name.includes('|'))
        .map((row) => ({ row, parts: row.name.split('|') }));
    const unlisted = new Set();
    const rowOf = (name) => byName.get(name) ??
        byName.get(OTHER_SPELLINGS.get(name) ?? '') ??
        (name.endsWith(PRIVATE) ? byName.get(name.slice(0, -PRIVATE.length)) : undefined);
    const unlistedName = (value) => {
        const name = `0x${value.toString(16)}`;
        // Nothing was asked for, whatever the kernel.
        if (value === 0)
            return [];
        if (space.unlisted !== 'absent' || (unlisted.size >= MAX_UNLISTED && !unlisted.has(name)))
            return [];
        unlisted.add(name);
        return [name];
    };
    const ofRow = (row) => (row.since === null ? [] : [row.name]);
    const ofValue = (value, bytes) => {
        const row = sized.find((option) => option.value === value && option.bytes === bytes) ?? byValue.get(value);
        return row ? ofRow(row) : unlistedName(value);
    };
    const ofBits = (bits) => {
        const found = [];
        let left = bits;
        for (const row of manyBits) {
            if ((left & row.value) >>> 0 !== row.value)
                continue;
            found.push(...ofRow(row));
            left &= ~row.value;
        }
        for (let bit = 1; left !== 0; bit = (bit << 1) >>> 0) {
            if ((left & bit) === 0)
                continue;
            found.push(...ofValue(bit));
            left &= ~bit;
        }
        return found;
    };
    const rowsOf = (names) => {
        const has = (part) => names.includes(part) || names.includes(`${part}${PRIVATE}`);
        return [
            ...names.map(rowOf).filter((row) => row !== undefined),
            ...compounds.filter(({ parts }) => parts.every(has)).map(({ row }) => row),
        ];
    };
    return {
        space,
        rowOf,
        readValue: ofValue,
        read({ names, numbers, startsWithNumber }) {
            const found = rowsOf(names).flatMap(ofRow);
            if (space.kind === 'bits') {
                return [...new Set([...found, ...numbers.flatMap((bits) => ofBits((bits & space.mask) >>> 0))])];
            }
            // Behind a name stand flags of another space.
            const [value] = startsWithNumber ? numbers : [];
            return value === undefined ? found : ofValue((value & space.mask) >>> 0);
        },
    };
}

;// CONCATENATED MODULE: ./src/trace/watch/struct-finder.ts






const struct_finder_QUOTE = 0x22;
const struct_finder_SLASH = 0x2f;
const struct_finder_COMMA = 0x2c;
const struct_finder_OPEN_BRACKET = 0x5b;
const struct_finder_CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const struct_finder_CLOSE_BRACE = 0x7d;
const struct_finder_MAX_TEXTS = 512;
const struct_finder_MAX_LENGTH = 200;
/** 1: letter, digit or `_`. */
const WORD = new Uint8Array(256);
for (const char of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_')
    WORD[char.charCodeAt(0)] = 1;
/** For a space of which the option stands in a struct that an argument points to. */
function createStructFinder(syscall, reader, make) {
    const { source, when, id } = reader.space;
    if (source.kind !== 'memory')
        throw new TypeError(`${id}: not in memory`);
    const holds = createConditionTest(syscall, when);
    const position = printedPosition(syscall, source.arg);
    const read = source.offset === 0 ? firstValueReader(reader, make) : anywhereReader(reader, make);
    return {
        find(args, found) {
            const applies = holds(args);
            const start = startOf(args, position);
            if (applies === null || start < 0)
                return args.complete;
            return !applies || read(args, start, found);
        },
    };
}
/** At the struct's beginning: `{events=EPOLLIN|EPOLLEXCLUSIVE, data=…}`, `{EPOLLIN, {u32=…}}`, `[SECCOMP_RET_LOG]`. */
function firstValueReader({ space, read }, make) {
    const memo = createByteTable(64, struct_finder_MAX_TEXTS);
    return ({ bytes, end }, start, found) => {
        // An address: the struct could not be read, or strace does not know the call.
        if (bytes[start] !== OPEN_BRACE && bytes[start] !== struct_finder_OPEN_BRACKET)
            return true;
        let stop = start + 1;
        while (stop < end && !endsValue(bytes[stop]))
            stop++;
        let options = lookUp(memo, bytes, start, stop);
        if (options === undefined) {
            const text = bytes.toString('latin1', start, stop).replace(/^[[{]+/, '');
            options = read(readSymbols(text)).map((option) => make(space.id, option));
            if (stop - start <= struct_finder_MAX_LENGTH)
                addTo(memo, bytes, start, stop, options);
        }
        addAll(options, found);
        return true;
    };
}
function endsValue(byte) {
    return byte === struct_finder_COMMA || byte === struct_finder_CLOSE_BRACE || byte === struct_finder_CLOSE_BRACKET;
}
/**
 * Further back, at a place of the printed form that is not known here: `{size=56, sched_policy=SCHED_OTHER, …}`. A name
 * counts anywhere. Numbers count behind a name of this space (`SCHED_FLAG_RECLAIM|0x80`) or with a comment that says
 * that they are of it (`0x8` and `SCHED_???`).
 */
function anywhereReader(reader, make) {
    const { id, options } = reader.space;
    const names = createByteTable(256, options.length);
    for (const { name } of options)
        addTo(names, Buffer.from(name), 0, name.length, true);
    const isOurs = commentTest(options.map((option) => option.name));
    const readValue = (text, found) => {
        const [, comment] = /\/\* (\w*)\?\?\? \*\//.exec(text) ?? [];
        const symbols = readSymbols(text);
        if (symbols.startsWithNumber && (comment === undefined || !isOurs(comment)))
            return;
        if (!symbols.startsWithNumber && !symbols.names.some((name) => reader.rowOf(name)))
            return;
        addAll(reader.read(symbols).map((option) => make(id, option)), found);
    };
    return ({ bytes, end: textEnd, complete }, start, found) => {
        const end = argumentEnd(bytes, start, textEnd);
        if (end === textEnd && !complete)
            return false;
        for (let i = start; i < end; i++) {
            if (bytes[i] === struct_finder_QUOTE)
                i = skipQuoted(bytes, i, end);
            if (WORD[bytes[i]] !== 1)
                continue;
            let stop = i + 1;
            while (stop < end && WORD[bytes[stop]] === 1)
                stop++;
            if (lookUp(names, bytes, i, stop) === true || bytes[stop + 1] === struct_finder_SLASH) {
                while (stop < end && !endsValue(bytes[stop]))
                    stop++;
                readValue(bytes.toString('latin1', i, stop), found);
            }
            i = stop;
        }
        return true;
    };
}
/**
 * Is a comment like `SCHED_???` about these names? `SCHED_` is not about SCHED_FLAG_…, though they begin so.
 */
function commentTest(names) {
    const [first = '', ...rest] = names;
    let length = first.length;
    for (const name of rest)
        while (!name.startsWith(first.slice(0, length)))
            length--;
    const common = first.slice(0, length).replace(/[^_]*$/, '');
    return (prefix) => prefix.length >= common.length && names.some((name) => name.startsWith(prefix));
}

;// CONCATENATED MODULE: ./src/trace/watch/trace-watch.ts









function createCallWatches({ spaces, paths }) {
    const readers = spaces.map(createSpaceReader);
    const patterns = paths.length > 0 ? createPathPatterns(paths) : null;
    const args = createArguments();
    let options = 0;
    const watchOf = ({ memos, others }, pathFinder) => {
        const found = [];
        const foundPaths = [];
        return {
            options: found,
            paths: foundPaths,
            find(text) {
                // Setting a length gives the array's store away, also when it is 0 already.
                if (found.length > 0)
                    found.length = 0;
                if (foundPaths.length > 0)
                    foundPaths.length = 0;
                resetArguments(args, text);
                for (let i = 0; i < memos.length; i++) {
                    const options = recall(memos[i], args);
                    if (options === null) {
                        if (!args.complete)
                            return false;
                    }
                    else if (options.length > 0)
                        addAll(options, found);
                }
                for (let i = 0; i < others.length; i++)
                    if (!others[i]?.find(args, found))
                        return false;
                return pathFinder === null || pathFinder.find(args, foundPaths);
            },
        };
    };
    return {
        of(syscall) {
            const own = readers.filter(({ space }) => space.syscalls.includes(syscall));
            const positions = patterns ? pathPositions(syscall) : [];
            if (own.length === 0 && positions.length === 0)
                return null;
            const known = new Map();
            const make = (space, option) => {
                const key = `${space} ${option}`;
                const made = known.get(key) ?? { id: options++, space, option, syscall };
                known.set(key, made);
                return made;
            };
            const finders = createFinders(syscall, own, make);
            return watchOf(finders, patterns && positions.length > 0 ? createPathFinder(positions, patterns) : null);
        },
    };
}
function createFinders(syscall, readers, make) {
    const groups = new Map();
    const others = [];
    for (const reader of readers) {
        const { kind } = reader.space.source;
        if (kind === 'memory')
            others.push(createStructFinder(syscall, reader, make));
        else if (kind === 'iocb-opcode')
            others.push(createOpcodeFinder(syscall, reader, make));
        else if (kind === 'control-message')
            others.push(createControlMessageFinder(syscall, reader, make));
        else {
            const key = positionsOf(syscall, reader).join();
            groups.set(key, [...(groups.get(key) ?? []), reader]);
        }
    }
    const memos = [...groups.values()].map((group) => createOptionMemo(syscall, group, make));
    return { memos, others };
}

;// CONCATENATED MODULE: ./src/trace/summary.ts






const MAX_SAMPLES = 10;
const summary_SAMPLE_LENGTH = 200;
/** Go's scheduler preempts threads with it, thousands of times. */
const SCHEDULER_SIGNAL = 'SIGURG';
/**
 * Reduces a raw trace to what the judge asks, as it comes. A call counts for the program that ran when it was made:
 * what a forked child does before its execve is its parent's, and so is that execve; that of a root is its own.
 * Calls that a signal interrupted (`= ? ERESTARTSYS`) are neither succeeded nor failed, and not unfinished either.
 */
function createTraceSummary(options) {
    const tree = createProcessTree();
    const totals = { bytes: 0, calls: 0, unreadable: 0, unfinished: 0 };
    const samples = [];
    const signals = new Map();
    const watches = options.watch ? createCallWatches(options.watch) : null;
    /** By the id of the syscall's name. */
    const watchOf = [];
    let lastPid = -1;
    let lastTask = null;
    const taskOf = (pid, call) => {
        if (pid === lastPid && lastTask)
            return lastTask;
        const task = tree.find(pid) ?? tree.appear(pid, call && summary_pathOf(call));
        lastPid = pid;
        lastTask = task;
        return task;
    };
    const forgetLast = () => {
        lastPid = -1;
        lastTask = null;
    };
    const watchFor = (call) => {
        let watch = watchOf[call.name.id];
        if (watch === undefined) {
            watch = watches?.of(call.name.text) ?? null;
            watchOf[call.name.id] = watch;
        }
        return watch;
    };
    /** Is there something in the text of a call that has begun, or may there be in what comes of it? */
    const mayAsk = (call) => {
        const watch = watchFor(call);
        const text = watch && call.argumentText();
        if (watch === null || text === null)
            return false;
        return !watch.find(text) || watch.options.length > 0 || watch.paths.length > 0;
    };
    const countAsked = (task, call) => {
        const watch = watchFor(call);
        const text = watch && call.argumentText();
        if (watch !== null && text !== null && watch.find(text))
            countWatched(task.process.program, watch, call);
    };
    const onFork = (task, call) => {
        const args = call.args();
        if (args.includes('CLONE_NEWPID'))
            tree.namespaced();
        const child = call.outcome === 'returned' ? childPid(call.value()) : 0;
        if (child > 0)
            tree.forkReturned(task, child, forkKind(call.name.text, args));
        else if (call.outcome === 'unreturned')
            tree.forkLost(task);
        else
            tree.forkFailed(task);
    };
    const onRole = (role, task, call) => {
        if (role === 'fork')
            onFork(task, call);
        else if (call.outcome !== 'returned')
            return;
        else if (role === 'exec')
            tree.executed(task, executedPath(call.name.text, call.args()));
        else if (role === 'listen')
            addListen(task.process.program, task.process.leader, call.line);
        else if (role === 'namespace')
            tree.namespaced();
    };
    const onUnreadable = (text) => {
        totals.unreadable++;
        if (samples.length < MAX_SAMPLES)
            samples.push(text);
    };
    /** A thread that was killed at the very beginning of a call. If it got an answer, nobody knows of what. */
    const onNameless = (call) => {
        if (call.outcome === 'returned' || call.outcome === 'failed')
            onUnreadable(call.text(summary_SAMPLE_LENGTH));
        else
            totals.unfinished++;
    };
    const parser = createTraceParser({
        call(call) {
            const task = taskOf(call.pid, call);
            if (isNameless(call.name.text)) {
                onNameless(call);
                return;
            }
            totals.calls++;
            const { role } = countCall(task.process.program, call);
            if (watches !== null)
                countAsked(task, call);
            if (call.outcome === 'unreturned' && role !== 'end')
                totals.unfinished++;
            if (role !== null)
                onRole(role, task, call);
        },
        begun(call) {
            const task = taskOf(call.pid, call);
            const use = task.process.program.uses[call.name.id];
            const role = use === undefined ? roleOf(call.name.text) : use.role;
            if (role === 'fork')
                tree.forkBegun(task, forkKind(call.name.text, call.args()));
            return role !== null || use === undefined || (watches !== null && mayAsk(call));
        },
        signal(pid, name) {
            taskOf(pid, null);
            if (name !== SCHEDULER_SIGNAL)
                signals.set(name, (signals.get(name) ?? 0) + 1);
        },
        stopped: (pid) => void taskOf(pid, null),
        exit(pid, exit) {
            taskOf(pid, null);
            forgetLast();
            tree.ended(pid, exit);
        },
        superseded(pid, by) {
            forgetLast();
            tree.superseded(pid, by);
        },
        unreadable: onUnreadable,
    }, options);
    return {
        write(chunk) {
            totals.bytes += chunk.length;
            parser.write(chunk);
        },
        end() {
            const cut = parser.end();
            const { programs, ...made } = tree.finish();
            return {
                ...totals,
                lines: parser.lines,
                unreadableSamples: samples,
                cut,
                programs: programs.map(programTrace),
                ...made,
                listeners: listenersOf(programs),
                signals: Object.fromEntries(signals),
            };
        },
    };
}
function summary_pathOf(call) {
    return roleOf(call.name.text) === 'exec' ? executedPath(call.name.text, call.args()) : null;
}

;// CONCATENATED MODULE: ./src/boot/frames.ts
const frames_TYPES = 'HTOESRZ';
const frames_HEADER_BYTES = 5;
/** The agent batches 64 KiB; anything near this limit is not the agent speaking. */
const MAX_PAYLOAD = 16 << 20;
/**
 * Cuts a byte stream into frames. After the first byte that cannot belong to a frame, everything is dropped and
 * `end` says so.
 */
function createFrameDecoder(onFrame) {
    let rest = Buffer.alloc(0);
    let broken = null;
    let ended = false;
    return {
        write(chunk) {
            if (broken !== null)
                return;
            rest =
                rest.length === 0
                    ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
                    : Buffer.concat([rest, chunk]);
            let at = 0;
            while (rest.length - at >= frames_HEADER_BYTES) {
                const type = String.fromCharCode(rest[at] ?? 0);
                const length = rest.readUInt32BE(at + 1);
                if (ended || !frames_TYPES.includes(type) || length > MAX_PAYLOAD) {
                    broken = "The agent's stream holds bytes that are no frame.";
                    return;
                }
                if (rest.length - at < frames_HEADER_BYTES + length)
                    break;
                onFrame(type, rest.subarray(at + frames_HEADER_BYTES, at + frames_HEADER_BYTES + length));
                ended = type === 'Z';
                at += frames_HEADER_BYTES + length;
            }
            rest = rest.subarray(at);
        },
        end() {
            if (broken !== null)
                return [broken];
            if (rest.length > 0)
                return ["The agent's stream ended in the middle of a frame."];
            return ended ? [] : ["The agent's stream ended before its end mark."];
        },
    };
}

;// CONCATENATED MODULE: ./src/boot/agent-stream.ts


/** Characters of stdout and of stderr that are kept at the most; the agent already limits what it sends. */
const MAX_LOG_BYTES = 1 << 20;
/** Reads the agent's frames as they come: the trace is summarised and passed on, never held. */
function createAgentStream(handlers) {
    const summary = createTraceSummary({ nameOf: handlers.nameOf, watch: handlers.watch });
    const stdout = createLog();
    const stderr = createLog();
    let hello = null;
    let result = null;
    const decoder = createFrameDecoder((type, payload) => {
        if (type === 'T') {
            summary.write(payload);
            handlers.onTrace(Buffer.from(payload));
        }
        else if (type === 'O')
            stdout.write(payload);
        else if (type === 'E')
            stderr.write(payload);
        else if (type === 'H')
            hello = JSON.parse(payload.toString('utf8'));
        else if (type === 'R')
            result = JSON.parse(payload.toString('utf8'));
        else if (type === 'S')
            handlers.onStage(stageText(payload));
    });
    return {
        write: (chunk) => decoder.write(chunk),
        end: () => ({
            hello,
            result,
            trace: summary.end(),
            stdout: stdout.text(),
            stderr: stderr.text(),
            problems: decoder.end(),
        }),
    };
}
function stageText(payload) {
    const { stage, text } = JSON.parse(payload.toString('utf8'));
    return text === '' ? stage : `${stage}: ${text}`;
}
function createLog() {
    const parts = [];
    let size = 0;
    return {
        write(bytes) {
            if (size < MAX_LOG_BYTES)
                parts.push(Buffer.from(bytes));
            size += bytes.length;
        },
        text: () => Buffer.concat(parts).toString('utf8'),
    };
}

;// CONCATENATED MODULE: ./src/clocksource.ts

const FILE = '/sys/devices/system/clocksource/clocksource0/current_clocksource';
/** The clock of this machine's kernel, for example `tsc`; empty when it is not told. */
async function loadClocksource() {
    return (await (0,promises_.readFile)(FILE, 'utf8').catch(() => '')).trim();
}

;// CONCATENATED MODULE: ./src/boot/load-hang.ts




/**
 * Reads the trace once more, for what each thread did last when the timeout passed.
 * @param tracePath raw strace text with -ttt; where it cannot be read, what /proc told has to do
 */
async function loadHang(tracePath, snapshot, nameOf) {
    const calls = await loadLastCalls(tracePath, snapshot.at, nameOf).catch(() => null);
    // Engines may hide /sys; the kernel and its clock are the host's.
    const clocksource = snapshot.clocksource || (await loadClocksource());
    return diagnoseHang({ ...snapshot, clocksource }, calls, nameOf);
}
async function loadLastCalls(tracePath, at, nameOf) {
    const reader = createLastCalls({ at, windowSeconds: WINDOW_SECONDS, nameOf });
    for await (const chunk of external_node_fs_.createReadStream(tracePath, { highWaterMark: 1 << 20 })) {
        reader.write(chunk);
    }
    return reader.end();
}

;// CONCATENATED MODULE: ./src/boot/os-release.ts
/** The rebuilds of RHEL 7: their userland is the target's. */
const EL_IDS = ['centos', 'rhel', 'ol', 'scientific', 'almalinux', 'rocky'];
/** Does this os-release(5) text describe an EL7 root file system? */
function isTargetUserland(osRelease) {
    const value = (key) => new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(osRelease)?.[1] ?? '';
    return EL_IDS.includes(value('ID')) && /^7(\.|$)/.test(value('VERSION_ID'));
}

;// CONCATENATED MODULE: ./src/boot/boot.ts








/** Time on top of the plan's own timeouts before the engine is ended from outside; the agent's own watchdog takes 45 s. */
const GRACE_MS = 60_000;
/**
 * Boots the artifact once: starts the agent in the engine, hands it the plan, and takes apart what it sends. Does
 * not reject for what goes wrong on the way: every trouble is a sentence in `problems`.
 */
async function boot(request) {
    const started = performance.now();
    const traceFile = external_node_fs_.createWriteStream(request.tracePath);
    const written = (0,external_node_stream_promises_.finished)(traceFile).then(() => [], (error) => [`The trace could not be written: ${(0,src_errors.messageOf)(error)}.`]);
    const stream = createAgentStream({ ...request, onTrace: (bytes) => traceFile.write(bytes) });
    const engineTroubles = await runAgent(request, stream, traceFile);
    traceFile.end();
    const { hello, result, trace, stdout, stderr, problems } = stream.end();
    const fileTroubles = await written;
    await request.engine.remove(request.staging);
    return {
        place: {
            engine: request.engine.name,
            engineVersion: request.engine.version,
            userland: request.engine.userland,
            targetUserland: isTargetUserland(hello?.osRelease ?? ''),
            kernel: hello?.kernel ?? external_node_os_.release(),
            strace: request.strace,
        },
        result,
        trace: trace.lines === 0 ? null : trace,
        hang: result?.hang ? await loadHang(request.tracePath, result.hang, request.nameOf) : null,
        tracePath: request.tracePath,
        stdout,
        stderr,
        durationMs: Math.round(performance.now() - started),
        problems: [...engineTroubles, ...problems, ...fileTroubles, ...(result?.problems ?? [])],
    };
}
/** Runs the engine's command to its end. @returns what went wrong with the engine, one sentence each */
function runAgent(request, stream, traceFile) {
    const { command, args, uid } = request.engine.command(request.staging, request.confinement);
    const { runTimeoutMs, stopTimeoutMs, observeMs } = request.plan;
    const troubles = [];
    let engineSaid = '';
    return new Promise((resolve) => {
        // Detached: a Ctrl-C in the terminal is for us, who then end the engine in order.
        const child = (0,external_node_child_process_.spawn)(command, args, {
            detached: true,
            env: process.env,
            ...(uid === null ? {} : { uid, gid: uid }),
        });
        const stop = (why) => {
            troubles.push(why);
            child.kill('SIGKILL');
            void request.engine.remove(request.staging);
        };
        const cancel = () => stop('The run was cancelled.');
        const timer = setTimeout(() => stop('The agent did not end in time and was killed.'), runTimeoutMs + stopTimeoutMs + observeMs + GRACE_MS);
        request.signal.addEventListener('abort', cancel);
        const resume = () => child.stdout.resume();
        traceFile.on('drain', resume).on('close', resume);
        child.stdout.on('data', (chunk) => {
            try {
                stream.write(chunk);
                if (traceFile.writableNeedDrain)
                    child.stdout.pause();
            }
            catch (error) {
                stop(`A message of the agent cannot be read: ${(0,src_errors.messageOf)(error)}.`);
            }
        });
        child.stderr.setEncoding('utf8').on('data', (text) => {
            engineSaid = (engineSaid + text).slice(-4000);
        });
        child.stdin.on('error', () => undefined).end(JSON.stringify(request.plan));
        const finish = () => {
            clearTimeout(timer);
            request.signal.removeEventListener('abort', cancel);
            resolve(troubles);
        };
        child.on('error', (error) => {
            troubles.push(`${command} cannot be started: ${error.message}.`);
            finish();
        });
        child.on('close', (code) => {
            if (code !== 0)
                troubles.push(`${command} ended with code ${code} and said: ${engineSaid.trim() || 'nothing'}.`);
            finish();
        });
    });
}

;// CONCATENATED MODULE: ./src/boot/build-agent-plan.ts
/** More trace than any sensible boot makes; what comes after it is dropped, and the verdict becomes inconclusive. */
const TRACE_BYTES = 2 ** 30;
const LOG_BYTES = 256 << 10;
/** What a program may count on; the user's `env` adds to it and may replace it. */
const BASE_ENVIRONMENT = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: '/tmp',
    TMPDIR: '/tmp',
    LANG: 'C.UTF-8',
};
/**
 * The agent's plan for one boot.
 * @param artifactPath path of the artifact inside the engine
 * @param tracer command line of strace, see tracerCommand
 * @param surface what is enforced; null for the control run
 */
function buildAgentPlan(options, engine, artifactPath, tracer, surface) {
    return {
        protocol: 1,
        argv: [artifactPath, ...options.args],
        env: Object.entries({ ...BASE_ENVIRONMENT, ...options.env }).map(([name, value]) => `${name}=${value}`),
        cwd: '/tmp',
        tracer,
        surface,
        ready: options.ready,
        exercises: options.exercises,
        readyTimeoutMs: options.readyTimeoutMs,
        runTimeoutMs: options.runTimeoutMs,
        stopTimeoutMs: options.stopTimeoutMs,
        observeMs: options.observeMs,
        limits: {
            processes: engine.limitsItself ? 0 : options.pids,
            dataBytes: engine.limitsItself ? 0 : options.memoryBytes,
            traceBytes: TRACE_BYTES,
            logBytes: LOG_BYTES,
        },
    };
}

;// CONCATENATED MODULE: ./src/boot/boot-program.ts









/** Stages, boots and cleans up. @returns the run, and the path that the program had inside */
async function bootProgram({ engine, host, agent, strace }, { options, watch, table, temporaryDirectory, signal }, { program, machine, target, tracePath, onStage }) {
    const staging = await staging_stage(temporaryDirectory, program, options.files, agent, strace);
    const names = namesByNumber(table, machine.table);
    const enforced = target && exemptTracer(target);
    const surface = enforced && buildSurfacePlan(enforced, table, host.table);
    try {
        const run = await boot({
            engine,
            staging,
            plan: buildAgentPlan(options, engine, staging.programPath, tracerCommand(strace), surface),
            confinement: {
                memoryBytes: options.memoryBytes,
                pids: options.pids,
                privileges: options.privileges,
                seccomp: enforced ? await writeSeccomp(staging, enforced, host, table) : PERMISSIVE_SECCOMP,
            },
            strace: strace ? `${strace.version} (host)` : "the image's own",
            tracePath,
            nameOf: (number) => names.get(number),
            watch,
            onStage,
            signal,
        });
        return { run, programPath: staging.programPath };
    }
    finally {
        await unstage(staging);
    }
}
async function writeSeccomp(staging, target, host, table) {
    const file = external_node_path_.join(staging.directory, 'seccomp.json');
    await promises_.writeFile(file, JSON.stringify(renderOciSeccomp(target, table, host.table).seccomp));
    return file;
}

;// CONCATENATED MODULE: ./src/boot/canary.ts
const NOWHERE = 0xffff_ffff;
/**
 * Calls of different age with arguments that do nothing where they are not refused: a bad descriptor, a null pointer,
 * flags that no kernel knows.
 */
const CANDIDATES = [
    { name: 'statx', args: [NOWHERE, 0, 0, 0, 0] },
    { name: 'openat2', args: [NOWHERE, 0, 0, 0] },
    { name: 'io_uring_setup', args: [0, 0] },
    { name: 'pidfd_open', args: [0, NOWHERE] },
    { name: 'futex_waitv', args: [0, 0, NOWHERE, 0, 0] },
    { name: 'cachestat', args: [NOWHERE, 0, 0, NOWHERE] },
    { name: 'mseal', args: [0, 0, NOWHERE] },
    { name: 'rseq_slice_yield', args: [] },
    // Options of old calls: a socket of protocol 262 (MPTCP), PR_SET_VMA, FUTEX_LOCK_PI2, TCP_ULP of no descriptor.
    { name: 'socket', args: [2, 1, 262] },
    { name: 'prctl', args: [0x5356_4d41, NOWHERE] },
    { name: 'futex', args: [0, 13] },
    // And one that every kernel has: the filter must not refuse what it should let through.
    { name: 'getppid', args: [] },
];
/** Linux has no path below it; the agent's supervisor alone says ENOENT for the first. */
const CANDIDATE_PATHS = ['/proc/thread-self/comm', '/proc/self/smaps_rollup'];
/**
 * Plans the canary for a target.
 * @param decide errno number with which the target refuses a call; 0 when it lets it through
 */
function expectCanary(profile, numberOf, decide) {
    const planned = CANDIDATES.flatMap(({ name, args }) => {
        const number = numberOf(name);
        if (number === null)
            return [];
        const errno = decide(number, args);
        return errno !== 0 || name === 'getppid' ? [{ name, errno, call: { number, args } }] : [];
    });
    return {
        plan: {
            calls: planned.map(({ call }) => call),
            paths: CANDIDATE_PATHS.filter((path) => isAbsent(profile, path)),
        },
        calls: planned.map(({ name, errno }) => ({ name, errno })),
        uname: { release: profile.release, version: profile.version },
    };
}
function isAbsent(profile, path) {
    const first = path.split('/').slice(0, 3).join('/');
    return profile.absentPaths.some(({ pattern }) => pattern === `${first}/**` || pattern === path.replace('/self/', '/*/'));
}
/**
 * Compares what the canary saw with what the target would have said, and its trace with what it did.
 * @param run the canary's boot under enforcement
 * @param programPath where the canary was inside the engine
 */
function checkCanary(expected, run, programPath) {
    const tried = expected.calls
        .filter(({ errno }) => errno !== 0)
        .map(({ name, errno }) => `${name}: errno ${errno}`);
    const answer = parseAnswer(run.stdout);
    if (!answer || run.problems.length > 0) {
        const why = run.problems[0] ?? (run.result?.startError || 'It printed no answer.');
        return { held: false, misses: [`The canary did not run to its end: ${why}`], tried };
    }
    const supervised = run.result?.surface?.supervised ?? false;
    const misses = [
        ...callMisses(expected, answer),
        ...(supervised ? supervisedMisses(expected, answer) : []),
        ...traceMisses(expected, run, programPath),
    ];
    return { held: misses.length === 0, misses, tried };
}
function callMisses(expected, answer) {
    return expected.calls.flatMap(({ name, errno }, i) => {
        const seen = answer.calls[i]?.errno;
        if (seen === errno)
            return [];
        return [`${name} was answered with errno ${seen ?? 'none'}; the target says ${errno}.`];
    });
}
function supervisedMisses({ uname, plan }, answer) {
    const same = answer.release === uname.release && answer.version === uname.version;
    const visible = plan.paths.filter((path) => answer.paths.find((seen) => seen.path === path)?.errno !== 2);
    return [
        ...(same ? [] : [`uname said ${answer.release}, not ${uname.release}.`]),
        ...visible.map((path) => `${path} was there, which the target does not have.`),
    ];
}
function traceMisses(expected, run, programPath) {
    const program = run.trace?.programs.find(({ path }) => path === programPath);
    const unseen = expected.calls.filter(({ name, errno }) => {
        const use = program?.syscalls.find((seen) => seen.name === name);
        return !use || (errno !== 0 && Object.keys(use.errors).length === 0);
    });
    return unseen.map(({ name }) => `${name} is not in the trace of the canary as it should be.`);
}
function parseAnswer(stdout) {
    try {
        return JSON.parse(stdout);
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./src/boot/run-canary.ts




const run_canary_TIMEOUT_MS = 20_000;
/** Boots the canary in the open engine, as the artifact will be booted, and checks that the surface holds there. */
async function runCanary(engine, target, setting) {
    const { host } = engine;
    const decisions = surfaceDecisions(target, setting.table, host.table);
    const numbers = new Map(setting.table.map((syscall) => [syscall.name, syscall.number[host.table]]));
    const expected = expectCanary(target, (name) => numbers.get(name) ?? null, (number, args) => {
        const decision = decide(decisions, number, args);
        return decision.kind === 'errno' ? decision.errno : 0;
    });
    const options = {
        ...setting.options,
        args: ['-canary', JSON.stringify(expected.plan)],
        files: [],
        env: {},
        ready: { kind: 'exit' },
        exercises: [],
        observeMs: 0,
        readyTimeoutMs: run_canary_TIMEOUT_MS,
        runTimeoutMs: run_canary_TIMEOUT_MS,
        stopTimeoutMs: 1000,
    };
    const { run, programPath } = await bootProgram(engine, { ...setting, options }, {
        program: { path: engine.agent },
        machine: host,
        target,
        tracePath: external_node_path_.join(setting.temporaryDirectory, 'canary.strace'),
        onStage: () => undefined,
    });
    return checkCanary(expected, run, programPath);
}

;// CONCATENATED MODULE: ./src/surface/find-culprits.ts
/** More re-runs than that tell a reader nothing that the list of suspects does not. */
const MAX_RERUNS = 24;
/** Boots that are made at once, as the enforced and the control run are. */
const AT_ONCE = 2;
const NOT_THEY = 'It failed even with every refused thing allowed.';
/**
 * Which of the refused things a program cannot do without. First each alone; then all together, and what it asks for
 * besides when it gets further; and of those the ones are taken away again that it can do without.
 * @param suspects the most likely first
 */
async function findCulprits(suspects, rerun) {
    const search = createSearch(suspects, rerun);
    if (suspects.length === 0)
        return search.end([], 'Nothing was refused to it that could be allowed again.');
    const alone = await findAlone(suspects, search);
    if (alone !== null)
        return search.end([alone]);
    const doubt = await growUntilItWorks(search);
    if (doubt !== null)
        return { ...search.end([], doubt), cleared: doubt === NOT_THEY };
    return dropTheNeedless(search);
}
function createSearch(suspects, rerun) {
    const known = [...suspects];
    let reruns = 0;
    return {
        known: () => [...known],
        left: () => MAX_RERUNS - reruns,
        async works(allowed) {
            reruns++;
            const { worked, refused } = await rerun(allowed);
            known.push(...refused.filter((id) => !known.includes(id)));
            return worked;
        },
        end: (culprits, doubt = '') => ({
            suspects: [...known],
            culprits,
            reruns,
            cleared: false,
            doubt,
        }),
    };
}
async function findAlone(suspects, search) {
    for (let i = 0; i < suspects.length && search.left() > MAX_RERUNS / 2; i += AT_ONCE) {
        const batch = suspects.slice(i, i + AT_ONCE);
        const outcomes = await Promise.all(batch.map((suspect) => search.works([suspect])));
        const culprit = batch.find((_, at) => outcomes[at]);
        if (culprit !== undefined)
            return culprit;
    }
    return null;
}
/** @returns why it never worked; null when it does with all that is known */
async function growUntilItWorks(search) {
    while (search.left() > 0) {
        const before = search.known();
        if (await search.works(before))
            return null;
        if (search.known().length === before.length)
            return NOT_THEY;
    }
    return `The bound of ${MAX_RERUNS} re-runs was reached.`;
}
async function dropTheNeedless(search) {
    let needed = search.known();
    for (const suspect of search.known()) {
        if (search.left() === 0) {
            return search.end(needed, `The bound of ${MAX_RERUNS} re-runs was reached: it may do without some of these.`);
        }
        const without = needed.filter((id) => id !== suspect);
        if (await search.works(without))
            needed = without;
    }
    return search.end(needed);
}

;// CONCATENATED MODULE: ./src/surface/relax.ts


/**
 * The profile with these things allowed again, as a re-run wants it: uname(2) and its file tell the host's release then.
 * @param host what uname says without enforcement
 */
function relax(profile, ids, host) {
    const named = ids.includes(UNAME) ? { ...profile, ...host } : profile;
    return allowOnProfile(named, ids.filter((id) => id !== UNAME));
}

;// CONCATENATED MODULE: ./src/surface/suspects.ts


/**
 * What may have made a program fail under the target's surface: all that was refused to it or to what it started, the
 * last first, then what it read of the kernel's name and files, which is answered otherwise rather than refused.
 * @param architecture of the artifact, which ran as `programPath`
 */
function suspectsOf(trace, profile, architecture, programPath) {
    // What it starts may be built for another architecture, and the trace does not tell.
    const architecturesOf = ({ path }) => path === programPath ? [architecture] : profile.architectures;
    const refused = trace.programs
        .flatMap((program) => surfaceUses(program, profile, ...architecturesOf(program)))
        .filter((use) => use.absence.kind === 'refused' && Object.keys(use.errors).length > 0)
        .sort((a, b) => b.firstLine - a.firstLine)
        .map((use) => use.id);
    const read = trace.programs.flatMap((program) => readOtherwise(program, profile));
    return [...new Set([...refused, ...read])];
}
function readOtherwise({ paths, syscalls }, profile) {
    const contents = profile.contents
        .filter((content) => paths.some(({ pattern }) => pattern === content.path))
        .map((content) => contentId(content.path));
    return [...contents, ...(syscalls.some(({ name }) => name === 'uname') ? [UNAME] : [])];
}

;// CONCATENATED MODULE: ./src/boot/trial.ts








/** Boots with and without the target's surface at the same time, and names the cause when only the first fails. */
async function tryProgram(engine, setting, { program, machine, target, tracePath, log }) {
    const base = { program, machine };
    const say = (text) => log.info(text);
    const [enforced, plain] = await Promise.all([
        bootProgram(engine, setting, { ...base, target, tracePath, onStage: say }),
        bootProgram(engine, setting, {
            ...base,
            target: null,
            tracePath: tracePath.replace(/\.strace$/, '.control.strace'),
            onStage: (text) => say(`control: ${text}`),
        }),
    ]);
    const { run, programPath } = enforced;
    const control = plain.run;
    const job = (booted) => didItsJob(booted, setting.options.exitCode);
    if (job(run) || !job(control) || !run.trace)
        return { run, control, attribution: null, programPath };
    const refusedTo = ({ trace }) => trace ? suspectsOf(trace, target, machine.table, programPath) : [];
    const rerun = async (allowed) => {
        log.info(`Once more with ${allowed.join(', ')} allowed`);
        const tracePath = external_node_path_.join(setting.temporaryDirectory, `rerun-${crypto.randomUUID()}.strace`);
        const again = await bootProgram(engine, setting, {
            ...base,
            target: relax(target, allowed, { release: external_node_os_.release(), version: external_node_os_.version() }),
            tracePath,
            onStage: () => undefined,
        });
        await promises_.rm(tracePath, { force: true });
        return { worked: job(again.run), refused: refusedTo(again.run).filter((id) => !allowed.includes(id)) };
    };
    return { run, control, attribution: await findCulprits(refusedTo(run), rerun), programPath };
}

;// CONCATENATED MODULE: ./src/build/build-error.ts

/** A failed `go build` (code `build-failed`), with what can be shown at its place in the source. */
class BuildError extends src_errors.GateError {
    compileErrors;
    constructor(fields, compileErrors) {
        super(fields);
        this.compileErrors = compileErrors;
    }
}

;// CONCATENATED MODULE: ./src/build/build-flags.ts

/** Tags that keep the C library out of name and user look-ups. */
const REQUIRED_TAGS = ['netgo', 'osusergo'];
/**
 * The flags of every `go build` and `go list` of a run: trimmed paths, netgo and osusergo beside the user's tags,
 * stripped, then the user's own linker and build flags.
 *
 * GOFLAGS stays in force, but a flag of the command line replaces the same one there. So its tags and linker flags
 * are joined in here; else they would be lost without a word.
 * @param goflags as `go env GOFLAGS` prints it
 * @throws GateError (code `bad-build-flag`)
 */
function goBuildFlags(options, goflags) {
    const own = parseBuildFlags(options.buildFlags);
    const inherited = parseGoFlags(goflags);
    const ldflags = ['-s -w', inherited.get('ldflags') ?? '', options.ldflags.trim()];
    return [
        '-trimpath',
        '-tags',
        buildTags(options.tags, goflags).join(','),
        '-ldflags',
        ldflags.filter((flags) => flags !== '').join(' '),
        ...own,
    ];
}
/** All tags of a build, each once: ours, those of GOFLAGS, the user's. */
function buildTags(tags, goflags) {
    const inherited = (parseGoFlags(goflags).get('tags') ?? '').split(/[\s,]+/);
    return [...new Set([...REQUIRED_TAGS, ...inherited, ...tags])].filter((tag) => tag !== '');
}
/**
 * Reads GOFLAGS: flags separated by blanks, each `-name` or `-name=value`, whole flags may be quoted
 * (`go help environment`). The last of a name counts.
 */
function parseGoFlags(text) {
    const words = [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');
    return new Map(words.map((word) => {
        const [, name = '', value = ''] = /^--?([^=]*)=?(.*)$/s.exec(word) ?? [];
        return [name, value];
    }));
}
/** Flags of `go build` that take a value which may stand in a word of its own (`go help build`, Go 1.15 to 1.27). */
const VALUE_FLAGS = new Set('p asmflags buildmode compiler covermode coverpkg gccgoflags gcflags installsuffix mod modfile pgo pkgdir'.split(' '));
/** Why a flag cannot be given. */
const REFUSED = {
    o: 'the gate chooses where the program is written',
    C: 'use the input working-directory',
    tags: 'use the input tags',
    ldflags: 'use the input ldflags',
    n: 'nothing would be built',
    json: 'the compiler errors would not be understood',
    toolexec: 'it runs a program of its own for every compilation; put it into GOFLAGS if that is what you want',
    overlay: "it builds other files than the commit's; put it into GOFLAGS if that is what you want",
};
/**
 * Checks the user's build flags and joins each flag with its value: `-mod vendor` becomes `-mod=vendor`. So no word
 * can be taken for a package.
 * @throws GateError (code `bad-build-flag`)
 */
function parseBuildFlags(words) {
    const flags = [];
    for (let i = 0; i < words.length; i++) {
        const word = words[i] ?? '';
        const [, name, assigned] = /^--?([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
        if (name === undefined)
            throw badFlag(`"${word}" is no flag`, 'Write -name=value; packages belong into the input package.');
        const refused = REFUSED[name];
        if (refused !== undefined)
            throw badFlag(`-${name} cannot be given`, `Leave -${name} out: ${refused}.`);
        const value = assigned ?? (VALUE_FLAGS.has(name) ? words[++i] : undefined);
        if (assigned === undefined && value === undefined && VALUE_FLAGS.has(name)) {
            throw badFlag(`-${name} has no value`, `Write -${name}=value.`);
        }
        rejectMode(name, value);
        if (name !== 'trimpath')
            flags.push(value === undefined ? `-${name}` : `-${name}=${value}`);
    }
    return flags;
}
function rejectMode(name, value) {
    if (name === 'buildmode' && !['exe', 'pie', 'default'].includes(value ?? '')) {
        throw badFlag(`-buildmode=${value} makes no program that can be started`, 'Use exe or pie, or leave it out.');
    }
    if (name === 'compiler' && value !== 'gc') {
        throw badFlag(`-compiler=${value} is not supported`, "Only Go's own compiler, gc, is.");
    }
}
function badFlag(problem, hint) {
    return new src_errors.GateError({
        stage: 'build',
        code: 'bad-build-flag',
        fault: 'user',
        message: `Input build-flags: ${problem}.`,
        hint,
    });
}

;// CONCATENATED MODULE: ./src/build/build-hints.ts
/** What go says, and what to do about it; the first that fits counts. */
const HINTS = [
    [/requires go >= /, 'Set go-version to a version that go.mod accepts.'],
    [
        /error obtaining VCS status/,
        'Add -buildvcs=false to build-flags, or let git trust the checkout: git config --global --add safe.directory DIR.',
    ],
    [/missing go\.sum entry|updates to go\.mod needed/, 'Run go mod tidy and commit go.mod and go.sum.'],
    [/go work vendor/, 'Run go work vendor and commit the vendor folder.'],
    [/inconsistent vendoring/, 'Run go mod vendor and commit the vendor folder.'],
    [
        /fatal error: \S+: No such file or directory/,
        'Install what the C header belongs to: with cgo: container by cgo-packages, or in the image of build-image.',
    ],
    [
        /could not read Username|terminal prompts disabled|Authentication failed|Permission denied \(publickey\)|40[13] |410 Gone/,
        'A private module needs the inputs goprivate and private-token, or GOPRIVATE and credentials for git before this step.',
    ],
    [
        /dial tcp|i\/o timeout|no such host|connection refused|TLS handshake timeout|proxyconnect/,
        'Modules could not be downloaded: check GOPROXY and the network, or vendor them.',
    ],
    [
        /no required module provides package|is not in std/,
        'Correct the import, or run go mod tidy and commit go.mod and go.sum.',
    ],
    [
        /C compiler .* not found|cgo: C compiler|exec: "(gcc|cc|clang)"/,
        'Build with cgo: container, or install a C compiler before this step, or leave CGO_ENABLED=1 out of build-env.',
    ],
    [
        /build constraints exclude all Go files/,
        'Check the input tags; a package that is all cgo needs cgo: container, or CGO_ENABLED=1 in build-env.',
    ],
    [/no space left on device/, 'Make room on the disk.'],
    [/signal: killed/, 'The compiler was killed, probably for want of memory: use a bigger runner.'],
];
/** What to do about a failed go command, by what it printed. */
function buildHint(output) {
    const known = HINTS.find(([pattern]) => pattern.test(output));
    return known?.[1] ?? 'Correct what go build reports; its whole output is in the log.';
}
/** The line of go's output that says most: the first that is no header, download note or blank. */
function tellingLine(output) {
    const lines = output.split('\n').map((line) => line.trim());
    const telling = lines.filter((line) => line !== '' && !/^(#|go: (downloading|finding|extracting) )/.test(line));
    return (telling[0] ?? 'it said nothing').replace(/[.:]$/, '').slice(0, 500);
}

;// CONCATENATED MODULE: ./src/build/build-plan.ts

/**
 * Plans one `go build` a package. Programs are named as `go build` names them; those that share a name get as much of
 * their import path before it as tells them apart.
 * @param flags see goBuildFlags
 * @param place a file only when there is one package
 */
function planBuilds(packages, flags, place) {
    const names = outputNames(packages.map(pathOfName));
    return packages.map((main, i) => {
        const name = names[i] ?? `program-${i + 1}`;
        const output = place.kind === 'file' ? place.path : external_node_path_.join(place.path, name);
        return {
            main,
            output,
            args: ['build', ...flags, '-o', output, ...main.arguments],
        };
    });
}
/** The elements of the import path down to the one that names the program (`go help build`: /v2 does not). */
function pathOfName({ importPath, arguments: given }) {
    if (importPath === 'command-line-arguments')
        return [external_node_path_.basename(given[0] ?? 'main', '.go')];
    const elements = importPath.split('/').filter((element) => element !== '');
    const versioned = elements.length > 1 && /^v([2-9]|[1-9]\d+)$/.test(elements.at(-1) ?? '');
    return versioned ? elements.slice(0, -1) : elements;
}
function outputNames(paths) {
    const nameOf = (elements, depth) => elements.slice(-depth).join('-');
    const names = paths.map((elements) => {
        const longest = elements.length;
        let depth = 1;
        const isShared = () => paths.some((other) => other !== elements && nameOf(other, depth) === nameOf(elements, depth));
        while (depth < longest && isShared())
            depth++;
        return nameOf(elements, depth);
    });
    // a/b-c and a-b/c still meet.
    const taken = new Set();
    return names.map((name) => {
        let free = name;
        for (let serial = 2; taken.has(free); serial++)
            free = `${name}-${serial}`;
        taken.add(free);
        return free;
    });
}

;// CONCATENATED MODULE: ./src/build/compile-errors.ts

/** GitHub shows at most ten error annotations a step. */
const MAX_ERRORS = 10;
/**
 * Reads what `go build`, `go list` and `go vet` print: `# package` headers, then `FILE:LINE[:COLUMN]: message`, whose
 * further lines are indented by a tab. At most ten, in the order of appearance, none twice.
 * @param directory absolute folder in which go ran, to which its paths are relative
 * @param workspace absolute folder
 */
function parseCompileErrors(output, directory, workspace) {
    const errors = [];
    let open = false;
    for (const line of output.split('\n')) {
        const error = parseLine(line, directory, workspace);
        const last = errors.at(-1);
        if (error)
            errors.push(error);
        else if (open && last && line.startsWith('\t')) {
            errors[errors.length - 1] = { ...last, message: `${last.message}\n${line.trim()}`.trim() };
        }
        open = error !== null || (open && line.startsWith('\t'));
    }
    const keys = errors.map(({ file, line, message }) => JSON.stringify([file, line, message]));
    return errors.filter((_, i) => keys.indexOf(keys[i] ?? '') === i).slice(0, MAX_ERRORS);
}
function parseLine(line, directory, workspace) {
    const place = /^(?:vet: )?([^\s#][^:]*\.(?:go|mod|work|s|S|c|cc|cpp|cxx|h|hpp)):(\d+)(?::(\d+))?:\s*(.*)$/;
    const [, name, row, column, message = ''] = place.exec(line) ?? [];
    if (name === undefined || message === 'too many errors')
        return null;
    const file = external_node_path_.resolve(directory, name);
    const relative = external_node_path_.relative(workspace, file);
    const outside = relative.startsWith(`..${external_node_path_.sep}`);
    return {
        file: outside ? file : relative,
        line: Number(row),
        column: column === undefined ? null : Number(column),
        message,
    };
}

;// CONCATENATED MODULE: ./src/build/build-environment.ts

/**
 * What the runner hands to the action itself: its tokens, the inputs, and the files through which a step changes the
 * job. No compiler needs them. Everything else stays: PATH, HOME, proxies, certificates, GOPROXY, GOPRIVATE, GOAUTH.
 * RUNNER_TRACKING_ID stays as well: by it the runner ends what a step leaves running.
 * A token for private modules that is not in git's or Go's settings can go in the input build-env.
 */
const RUNNER_ONLY = /^(ACTIONS_.*|INPUT_.*|GITHUB_TOKEN|GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY))$/;
/** The variables that a build may see. */
function buildEnvironment(environment) {
    return Object.fromEntries(Object.entries(environment).filter(([name]) => !RUNNER_ONLY.test(name)));
}
/**
 * The environment of the go command: for Linux, without cgo unless the user says otherwise, and with the toolchain
 * that setup chose and no other. An architecture that the job sets (GOARCH, GOAMD64) stays unless an input names one.
 * @throws GateError (code `bad-build-env`) when build-env names what the gate or another input decides
 */
function goEnvironment(environment, { buildEnv, goarch, goamd64, cgo }, goroot) {
    const fixed = {
        GOOS: 'linux',
        GOTOOLCHAIN: 'local',
        GOROOT: goroot,
        ...(goarch === '' ? {} : { GOARCH: goarch }),
        ...(goamd64 === '' ? {} : { GOAMD64: goamd64 }),
        ...(cgo === 'container' ? { CGO_ENABLED: '1' } : {}),
    };
    const taken = Object.entries(buildEnv).find(([name, value]) => name in fixed && fixed[name] !== value);
    if (taken) {
        throw new src_errors.GateError({
            stage: 'build',
            code: 'bad-build-env',
            fault: 'user',
            message: `Input build-env: ${taken[0]}=${taken[1]} cannot be given, the gate builds with ${taken[0]}=${fixed[taken[0]]}.`,
            hint: 'Choose the toolchain with the input go-version, the processor with goarch and goamd64; artifacts are always built for Linux.',
        });
    }
    return { ...buildEnvironment(environment), CGO_ENABLED: '0', ...buildEnv, ...fixed };
}

;// CONCATENATED MODULE: ./src/build/cgo-recipe.ts

/**
 * EL7's packages moved to the vault in July 2024; the mirror list that the image names is dead. The packages are
 * signed, and yum checks them against the key in the image, so plain HTTP will do where TLS no longer does.
 * @param baseId of the image, as the engine names it
 * @param packages beside gcc
 */
function cgoRecipe(baseId, packages, architecture) {
    const repositories = ['os', 'updates'].map((name) => repository(name, architecture)).join('\n');
    const wanted = ['gcc', ...[...new Set(packages)].sort().filter((name) => name !== 'gcc')];
    const yumArgs = [
        '--assumeyes',
        '--disableplugin=fastestmirror',
        '--disablerepo=*',
        '--enablerepo=legacy-kernel-gate-*',
        '--setopt=tsflags=nodocs',
        'install',
        ...wanted,
    ];
    const digest = (0,external_node_crypto_.createHash)('sha256')
        .update(JSON.stringify([baseId, repositories, yumArgs]))
        .digest('hex');
    return { tag: `localhost/legacy-kernel-gate-cgo:${digest.slice(0, 24)}`, repositories, yumArgs };
}
function repository(name, architecture) {
    const [root, folder, key] = architecture === 'amd64'
        ? ['7.9.2009', 'x86_64', 'RPM-GPG-KEY-CentOS-7']
        : ['altarch/7.9.2009', 'aarch64', 'RPM-GPG-KEY-CentOS-7-aarch64'];
    return [
        `[legacy-kernel-gate-${name}]`,
        `name=CentOS 7.9.2009 ${name}`,
        `baseurl=https://vault.centos.org/${root}/${name}/${folder}/`,
        `  http://vault.centos.org/${root}/${name}/${folder}/`,
        'failovermethod=priority',
        'enabled=1',
        'gpgcheck=1',
        `gpgkey=file:///etc/pki/rpm-gpg/${key}`,
        ...(architecture === 'amd64' ? [] : ['  file:///etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-7']),
        '',
    ].join('\n');
}
/**
 * What yum could not find. EL7's yum ends with 0 when it installed something else that was asked for.
 * @param output of yum
 */
function missingPackages(output) {
    return [...output.matchAll(/^No package (\S+) available\.?\s*$/gm)].map(([, name = '']) => name);
}

;// CONCATENATED MODULE: ./src/build/container-engine.ts


/** @throws GateError (code `no-build-engine`) */
async function findBuildEngine({ engine, env, signal }) {
    const names = engine === 'docker' || engine === 'podman' ? [engine] : ['docker', 'podman'];
    const reasons = [];
    for (const name of names) {
        const client = openContainerClient(name, { env, signal });
        const answer = await askEngine(client);
        if ('version' in answer)
            return client;
        reasons.push(answer.trouble);
    }
    throw new src_errors.GateError({
        stage: 'build',
        code: 'no-build-engine',
        fault: 'user',
        message: `cgo: container needs Docker or Podman: ${reasons.join('; ')}.`,
        hint: 'Start one of them, or build without cgo (cgo: off).',
    });
}
/**
 * The id of the first of the images that is there or can be pulled.
 * @throws GateError (code `no-build-image`)
 */
async function ensureBuildImage(client, references, log) {
    const image = await obtainImage(client, references, log);
    if ('id' in image)
        return image.id;
    throw new src_errors.GateError({
        stage: 'build',
        code: 'no-build-image',
        fault: 'user',
        message: `${client.name} has no image to build in. ${image.reasons.join('; ')}.`,
        hint: 'Give the runner access to the registry, load the image before this step, or name one with gcc in build-image.',
    });
}

;// CONCATENATED MODULE: ./src/build/cgo-image.ts









const YUM_TIMEOUT_MS = 1_200_000;
const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
/**
 * The id of an image with a C compiler: the one that was named, or CentOS 7 with gcc, which is made once and kept.
 * @throws GateError (codes `no-build-image`, `cgo-image-failed`)
 */
async function openCgoImage(engine, request) {
    const { options, architecture, log } = request;
    if (options.buildImage !== '')
        return ensureBuildImage(engine, [options.buildImage], log);
    const base = await ensureBuildImage(engine, options.image === '' ? input_table/* DEFAULT_IMAGES */.B8 : [options.image], log);
    const recipe = cgoRecipe(base, options.cgoPackages, architecture);
    const kept = await imageId(engine, recipe.tag);
    if (kept !== null)
        return kept;
    return log.step('Install gcc in the CentOS 7 image', () => makeImage(engine, base, recipe, request));
}
async function makeImage(engine, base, recipe, { temporaryDirectory, env }) {
    const file = external_node_path_.join(temporaryDirectory, 'legacy-kernel-gate.repo');
    await (0,promises_.writeFile)(file, recipe.repositories);
    const runId = external_node_path_.basename(temporaryDirectory);
    const name = `${runId}-cgo-image`;
    const proxies = PROXY_VARIABLES.filter((variable) => env[variable]);
    try {
        const installed = await engine.run([
            ...['run', `--name=${name}`, `--label=${CONTAINER_LABEL}=${runId}`, '--pull=never', '--user=0:0'],
            // By name: the address of a proxy can hold a password.
            ...proxies.map((variable) => `--env=${variable}`),
            `--mount=type=bind,source=${file},destination=/etc/yum.repos.d/legacy-kernel-gate.repo,readonly`,
            ...['--security-opt=label=disable', '--entrypoint=yum', base, ...recipe.yumArgs],
        ], YUM_TIMEOUT_MS);
        if (installed.code !== 0 || missingPackages(installed.output).length > 0)
            throw yumFailed(installed);
        const committed = await engine.run(['commit', name, recipe.tag], YUM_TIMEOUT_MS);
        const id = committed.code === 0 ? await imageId(engine, recipe.tag) : null;
        if (id === null)
            throw imageFailed(`it could not be kept (${(0,run_command/* lastLine */.f)(committed)})`);
        return id;
    }
    finally {
        await engine.run(['rm', '--force', name]).catch(() => undefined);
    }
}
function yumFailed(result) {
    const missing = missingPackages(result.output);
    if (missing.length > 0)
        return imageFailed(`CentOS 7.9 has no package ${missing.join(', ')}`);
    return imageFailed(`yum says: ${yumError(result)}`);
}
/** yum explains an error in lines before its last one, which only names a bug tracker. */
function yumError(result) {
    const telling = result.output
        .split('\n')
        .find((line) => /^(Error|.*\[Errno|.*Could not|.*not found)/i.test(line));
    return telling?.trim().replace(/\.$/, '').slice(0, 300) ?? (0,run_command/* lastLine */.f)(result);
}
function imageFailed(reason) {
    return new src_errors.GateError({
        stage: 'build',
        code: 'cgo-image-failed',
        fault: 'user',
        message: `gcc could not be installed in the CentOS 7 image: ${reason}.`,
        hint: 'Check that vault.centos.org can be reached and the names in cgo-packages, or name an image that has gcc in build-image.',
    });
}

;// CONCATENATED MODULE: ./src/build/container-go-command.ts


/** Tells the containers of the build from those of a boot, which may run at the same time. */
const BUILD_LABEL = `${CONTAINER_LABEL}.build`;
/**
 * The engine's arguments before those of a program in the build container: no network, no capability, nothing
 * writable of this machine but the named folders.
 * @param program absolute path, or a name that the image's PATH has
 * @throws GateError (code `bad-build-path`)
 */
function containerRunPrefix(request, program) {
    const { engine, image, runId, mounts, environmentFile, directory, uid, gid } = request;
    // Podman's root is the user that started it, or this machine's root, as the one that runs the gate is.
    const user = engine === 'podman' ? '0:0' : `${uid}:${gid}`;
    return [
        'run',
        '--rm',
        `--label=${CONTAINER_LABEL}=${runId}`,
        `--label=${BUILD_LABEL}=${runId}`,
        '--pull=never',
        '--log-driver=none',
        '--network=none',
        `--user=${user}`,
        '--cap-drop=ALL',
        '--security-opt=no-new-privileges',
        '--security-opt=label=disable',
        `--env-file=${environmentFile}`,
        ...mounts.readable.map((folder) => `${mountOption(folder)},readonly`),
        ...mounts.writable.map(mountOption),
        `--workdir=${directory}`,
        `--entrypoint=${program}`,
        image,
    ];
}
function mountOption(folder) {
    // The option is a line of CSV.
    if (!/[",\n]/.test(folder))
        return `--mount=type=bind,source=${folder},destination=${folder}`;
    throw new src_errors.GateError({
        stage: 'build',
        code: 'bad-build-path',
        fault: 'user',
        message: `The folder ${folder} cannot be given to a container, because of the comma or quote in its name.`,
        hint: 'Rename it, or build without cgo (cgo: off).',
    });
}
/** Those that lie in no other one; the whole machine is not given away. */
function outermost(folders) {
    const unique = [...new Set(folders)].filter((folder) => folder !== '' && folder !== '/');
    return unique.filter((folder) => !unique.some((other) => folder.startsWith(`${other}/`)));
}
/** The lines of an --env-file; the engines know no quotes there, so a line end cannot be given. */
function renderEnvironmentFile(variables) {
    const lines = Object.entries(variables).flatMap(([name, value]) => value === undefined || /[\r\n]/.test(value) ? [] : [`${name}=${value}\n`]);
    return lines.join('');
}

// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
// EXTERNAL MODULE: ./node_modules/@actions/exec/lib/exec.js + 3 modules
var exec = __webpack_require__(1260);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./src/kernel/content-table.ts

/** Parses data/contents.csv. @throws CsvError with line and column */
function parseContentTable(csv) {
    const table = parseCsv('contents.csv', csv);
    return table.rows.map((row) => ({
        path: cellOf(table, row, 'path', /^\/\S+$/, 'an absolute path'),
        columns: cellOf(table, row, 'columns', /^\S+( \S+)*$/, 'a list separated by blanks').split(' '),
        text: cellOf(table, row, 'text', /./, 'the text of a line'),
    }));
}

;// CONCATENATED MODULE: ./src/kernel/option-table.ts



/** Columns that are not those of a kernel. */
const option_table_FIXED = ['space', 'name', 'value', 'bytes', 'since', 'absence', 'source'];
/** Parses data/options.csv. @throws CsvError with line and column */
function parseOptionTable(csv, frames) {
    const table = parseCsv('options.csv', csv);
    const vendors = table.columns.filter((column) => !option_table_FIXED.includes(column));
    const rows = table.rows.map((row) => option_table_rowOf(table, row, vendors));
    const names = new Set();
    rows.forEach(({ space, option }, i) => {
        const row = table.rows[i];
        const id = `${space}/${option.name}`;
        if (row && !frames.some((frame) => frame.id === space)) {
            throw cellError(table, row, 'space', `there is no option space "${space}"`);
        }
        if (row && names.has(id))
            throw cellError(table, row, 'name', `${id} is there twice`);
        names.add(id);
    });
    return rows;
}
function option_table_rowOf(table, row, vendors) {
    const cell = (column, form, what) => cellOf(table, row, column, form, what);
    const bytes = cell('bytes', /^\d*$/, 'a number of bytes');
    const absence = cell('absence', /^\w*$/, 'an errno or "ignored"');
    const cells = vendors.map((column) => [column, cell(column, /^\w*$/, 'yes, no, an errno or "ignored"')]);
    return {
        space: cell('space', /^[a-z0-9-]+$/, 'the id of an option space'),
        option: {
            name: cell('name', /^[^\s,][^,]*$/, 'the name of an option'),
            value: Number(cell('value', /^(\d+|0x[0-9a-f]+)$/, 'an unsigned number')),
            since: parseOptionalVersion(cell('since', VERSION_CELL, 'a kernel release such as 3.10')),
            ...(bytes === '' ? {} : { bytes: Number(bytes) }),
        },
        absence: absence === '' ? null : option_table_absenceOf(table, row, 'absence', absence),
        columns: new Map(cells
            .filter(([, text]) => text !== '')
            .map(([column, text]) => [
            column,
            text === 'yes' || text === 'no' ? text : option_table_absenceOf(table, row, column, text),
        ])),
    };
}
function option_table_absenceOf(table, row, column, text) {
    if (text === 'ignored')
        return { kind: 'ignored' };
    if (isErrno(text))
        return { kind: 'refused', errno: text };
    throw cellError(table, row, column, `"${text}" is neither an errno nor "ignored"`);
}
/** The spaces with their options, in the order of the frames and of the rows. */
function spacesOf(frames, rows) {
    return frames.map((frame) => ({
        ...frame,
        options: rows.filter(({ space }) => space === frame.id).map(({ option }) => option),
    }));
}

;// CONCATENATED MODULE: ./src/kernel/path-table.ts


const PATH = /^(\/([\w.*-]+|\*\*))+$/;
/** Parses data/paths.csv. @throws CsvError with line and column */
function parsePathTable(csv) {
    const table = parseCsv('paths.csv', csv);
    return table.rows.map((row) => ({
        pattern: cellOf(table, row, 'pattern', PATH, 'an absolute path or pattern'),
        ...dated(table, row, ['pattern', 'since', 'source']),
    }));
}
/** Parses data/lines.csv. @throws CsvError with line and column */
function parseLineTable(csv) {
    const table = parseCsv('lines.csv', csv);
    return table.rows.map((row) => ({
        path: cellOf(table, row, 'path', PATH, 'an absolute path'),
        prefix: cellOf(table, row, 'prefix', /./, 'the beginning of a line'),
        ...dated(table, row, ['path', 'prefix', 'since', 'source']),
    }));
}
function dated(table, row, fixed) {
    const since = parseOptionalVersion(cellOf(table, row, 'since', GIVEN_VERSION_CELL, 'a kernel release'));
    const vendors = table.columns.filter((column) => !fixed.includes(column));
    const cells = vendors.map((column) => [
        column,
        cellOf(table, row, column, /^(yes|no|)$/, 'yes, no or empty'),
    ]);
    return {
        since: since ?? { major: 0, minor: 0 },
        columns: new Map(cells.filter(([, cell]) => cell !== '').map(([column, cell]) => [column ?? '', cell === 'yes'])),
    };
}

;// CONCATENATED MODULE: ./src/kernel/profile-table.ts



/** Parses data/profiles.csv. @throws CsvError with line and column */
function parseProfileTable(csv) {
    const table = parseCsv('profiles.csv', csv);
    const seen = new Set();
    return table.rows.map((row) => {
        const profile = profile_table_rowOf(table, row);
        for (const name of [profile.id, ...profile.aliases]) {
            if (seen.has(name))
                throw cellError(table, row, 'id', `the name "${name}" is there twice`);
            seen.add(name);
        }
        return profile;
    });
}
function profile_table_rowOf(table, row) {
    const cell = (column, form, what) => cellOf(table, row, column, form, what);
    const list = (column) => cell(column, /^(\S+( \S+)*)?$/, 'a list separated by blanks').split(' ');
    const architectures = list('architectures');
    const unknown = architectures.find((name) => !ARCHITECTURES.includes(name));
    if (unknown !== undefined)
        throw cellError(table, row, 'architectures', `"${unknown}" is no architecture`);
    return {
        id: cell('id', /^[a-z0-9.-]+$/, 'an id of lower-case letters, digits, dots and dashes'),
        aliases: list('aliases').filter((alias) => alias !== ''),
        title: cell('title', /./, 'a title'),
        base: parseOptionalVersion(cell('base', GIVEN_VERSION_CELL, 'a kernel release')) ?? {
            major: 0,
            minor: 0,
        },
        release: cell('release', /^\d\S*$/, 'what uname -r says'),
        version: cell('version', /^#/, 'what uname -v says'),
        glibc: cell('glibc', /^2\.\d+$/, 'a glibc version'),
        images: list('images').filter((image) => image !== ''),
        architectures: ARCHITECTURES.filter((name) => architectures.includes(name)),
        column: cell('column', /^[a-z0-9.]*$/, 'a column name'),
    };
}

;// CONCATENATED MODULE: ./src/kernel/spaces/space-frame.ts
const ALL_BITS = 0xffff_ffff;
/** One of: the argument is the option. */
function values(frame) {
    return { when: [], mask: ALL_BITS, unlisted: 'absent', ...frame, kind: 'value' };
}
/** Any of: the argument's bits are the options. */
function bits(frame) {
    return { when: [], mask: ALL_BITS, unlisted: 'absent', ...frame, kind: 'bits' };
}
function argument(arg) {
    return { kind: 'argument', arg };
}
function memory(arg, offset, bytes) {
    return { kind: 'memory', arg, offset, bytes };
}
function refused(errno) {
    return { kind: 'refused', errno };
}
const IGNORED = { kind: 'ignored' };
/** A condition: name and number of each value that the argument may have. */
function argumentIs(arg, names) {
    return { arg, names: Object.keys(names), values: Object.values(names) };
}

;// CONCATENATED MODULE: ./src/kernel/spaces/file-spaces.ts

const EINVAL = refused('EINVAL');
/** Open files and file systems. Errors: the checks of the calls in Linux 3.10. */
const FILE_SPACES = [
    // open(2) takes bits that it does not know.
    bits({
        id: 'open-flags',
        syscalls: ['open'],
        source: argument(1),
        absence: IGNORED,
        unlisted: 'offered',
    }),
    bits({
        id: 'openat-flags',
        syscalls: ['openat'],
        source: argument(2),
        absence: IGNORED,
        unlisted: 'offered',
    }),
    values({ id: 'fcntl-command', syscalls: ['fcntl', 'fcntl64'], source: argument(1), absence: EINVAL }),
    bits({
        id: 'fcntl-seals',
        syscalls: ['fcntl', 'fcntl64'],
        when: [argumentIs(1, { F_ADD_SEALS: 1033 })],
        source: argument(2),
        absence: EINVAL,
    }),
    values({ id: 'lseek-whence', syscalls: ['lseek'], source: argument(2), absence: EINVAL }),
    bits({ id: 'pipe2-flags', syscalls: ['pipe2'], source: argument(1), absence: EINVAL }),
    bits({
        id: 'fallocate-mode',
        syscalls: ['fallocate'],
        source: argument(1),
        absence: refused('EOPNOTSUPP'),
    }),
    // EL7 has the call, but of its file systems only NFS and cifs have the operation.
    values({
        id: 'copy-file-range-flags',
        syscalls: ['copy_file_range'],
        source: argument(5),
        absence: refused('ENOSYS'),
    }),
    bits({ id: 'renameat2-flags', syscalls: ['renameat2'], source: argument(4), absence: EINVAL }),
    bits({ id: 'fstatat-flags', syscalls: ['newfstatat', 'fstatat64'], source: argument(3), absence: EINVAL }),
    bits({ id: 'linkat-flags', syscalls: ['linkat'], source: argument(4), absence: EINVAL }),
    bits({ id: 'unlinkat-flags', syscalls: ['unlinkat'], source: argument(2), absence: EINVAL }),
    bits({ id: 'fchownat-flags', syscalls: ['fchownat'], source: argument(4), absence: EINVAL }),
    bits({ id: 'utimensat-flags', syscalls: ['utimensat'], source: argument(3), absence: EINVAL }),
    bits({ id: 'file-handle-flags', syscalls: ['name_to_handle_at'], source: argument(4), absence: EINVAL }),
    bits({
        id: 'rwf-flags',
        syscalls: ['preadv2', 'pwritev2'],
        source: argument(5),
        absence: refused('EOPNOTSUPP'),
    }),
    values({ id: 'iocb-opcode', syscalls: ['io_submit'], source: { kind: 'iocb-opcode' }, absence: EINVAL }),
    // Only requests that came later are listed: what a descriptor answers to others is the driver's business.
    values({
        id: 'ioctl-request',
        syscalls: ['ioctl'],
        source: argument(1),
        absence: refused('ENOTTY'),
        unlisted: 'offered',
    }),
];
/** Mounts and watches. */
const MOUNT_SPACES = [
    bits({
        id: 'mount-flags',
        syscalls: ['mount'],
        source: argument(3),
        absence: IGNORED,
        unlisted: 'offered',
    }),
    values({
        id: 'mount-filesystem',
        syscalls: ['mount'],
        source: { kind: 'string', arg: 2 },
        absence: refused('ENODEV'),
        unlisted: 'offered',
    }),
    bits({ id: 'umount-flags', syscalls: ['umount2'], source: argument(1), absence: EINVAL }),
    // inotify_add_watch(2) takes bits that it does not know, as long as it knows one.
    bits({
        id: 'inotify-mask',
        syscalls: ['inotify_add_watch'],
        source: argument(2),
        absence: IGNORED,
        unlisted: 'offered',
    }),
    bits({ id: 'fanotify-init-flags', syscalls: ['fanotify_init'], source: argument(0), absence: EINVAL }),
    bits({ id: 'fanotify-mark-flags', syscalls: ['fanotify_mark'], source: argument(1), absence: EINVAL }),
    bits({ id: 'fanotify-mark-mask', syscalls: ['fanotify_mark'], source: argument(2), absence: EINVAL }),
    // struct epoll_event begins with the events; bits that epoll does not know never happen.
    bits({
        id: 'epoll-events',
        syscalls: ['epoll_ctl'],
        source: memory(3, 0, 4),
        absence: IGNORED,
        unlisted: 'offered',
    }),
];

;// CONCATENATED MODULE: ./src/kernel/spaces/memory-spaces.ts

const memory_spaces_EINVAL = refused('EINVAL');
/** Memory, futexes, clocks. Errors: the default branches of the calls in Linux 3.10. */
const MEMORY_SPACES = [
    values({ id: 'madvise-advice', syscalls: ['madvise'], source: argument(2), absence: memory_spaces_EINVAL }),
    values({
        id: 'mmap-type',
        syscalls: ['mmap', 'mmap2'],
        source: argument(3),
        mask: 0xf,
        absence: memory_spaces_EINVAL,
    }),
    // mmap(2) takes bits that it does not know, but for MAP_SHARED_VALIDATE.
    bits({
        id: 'mmap-flags',
        syscalls: ['mmap', 'mmap2'],
        source: argument(3),
        mask: 0xffff_fff0,
        absence: IGNORED,
        unlisted: 'offered',
    }),
    bits({ id: 'mremap-flags', syscalls: ['mremap'], source: argument(3), absence: memory_spaces_EINVAL }),
    bits({ id: 'mlockall-flags', syscalls: ['mlockall'], source: argument(0), absence: memory_spaces_EINVAL }),
    bits({ id: 'mlock2-flags', syscalls: ['mlock2'], source: argument(2), absence: memory_spaces_EINVAL }),
    bits({ id: 'memfd-flags', syscalls: ['memfd_create'], source: argument(1), absence: memory_spaces_EINVAL }),
    bits({ id: 'userfaultfd-flags', syscalls: ['userfaultfd'], source: argument(0), absence: memory_spaces_EINVAL }),
    // The three highest of the low 16 bits are flags beside the mode.
    values({
        id: 'set-mempolicy-mode',
        syscalls: ['set_mempolicy'],
        source: argument(0),
        mask: 0xffff_1fff,
        absence: memory_spaces_EINVAL,
    }),
    values({ id: 'mbind-mode', syscalls: ['mbind'], source: argument(2), mask: 0xffff_1fff, absence: memory_spaces_EINVAL }),
    values({
        id: 'shmctl-command',
        syscalls: ['shmctl'],
        source: argument(1),
        mask: 0xff,
        absence: memory_spaces_EINVAL,
        unlisted: 'offered',
    }),
    values({
        id: 'semctl-command',
        syscalls: ['semctl'],
        source: argument(2),
        mask: 0xff,
        absence: memory_spaces_EINVAL,
        unlisted: 'offered',
    }),
    values({
        id: 'msgctl-command',
        syscalls: ['msgctl'],
        source: argument(1),
        mask: 0xff,
        absence: memory_spaces_EINVAL,
        unlisted: 'offered',
    }),
    // FUTEX_PRIVATE_FLAG (0x80) and FUTEX_CLOCK_REALTIME (0x100) stand beside the operation.
    values({
        id: 'futex-op',
        syscalls: ['futex', 'futex_time64'],
        source: argument(1),
        mask: 0x7f,
        absence: refused('ENOSYS'),
    }),
    values({
        id: 'futex-clock-op',
        syscalls: ['futex', 'futex_time64'],
        source: argument(1),
        mask: 0x17f,
        absence: refused('ENOSYS'),
        unlisted: 'offered',
    }),
    // Negative numbers are clocks of processes, threads and devices.
    values({
        id: 'clock-id',
        syscalls: ['clock_gettime', 'clock_getres', 'clock_nanosleep', 'clock_settime', 'timer_create'],
        source: argument(0),
        absence: memory_spaces_EINVAL,
        unlisted: 'offered',
    }),
    values({ id: 'timerfd-clock', syscalls: ['timerfd_create'], source: argument(0), absence: memory_spaces_EINVAL }),
    bits({ id: 'timerfd-settime-flags', syscalls: ['timerfd_settime'], source: argument(1), absence: memory_spaces_EINVAL }),
];

;// CONCATENATED MODULE: ./src/kernel/spaces/process-spaces.ts

const process_spaces_EINVAL = refused('EINVAL');
/** Processes, namespaces, scheduling, keys, tracing. Errors: the default branches of the calls in Linux 3.10. */
const PROCESS_SPACES = [
    values({ id: 'prctl-option', syscalls: ['prctl'], source: argument(0), absence: process_spaces_EINVAL }),
    values({
        id: 'prctl-mm',
        syscalls: ['prctl'],
        when: [argumentIs(0, { PR_SET_MM: 35 })],
        source: argument(1),
        absence: process_spaces_EINVAL,
    }),
    values({
        id: 'prctl-capability',
        syscalls: ['prctl'],
        when: [argumentIs(0, { PR_CAPBSET_READ: 23, PR_CAPBSET_DROP: 24 })],
        source: argument(1),
        absence: process_spaces_EINVAL,
    }),
    values({ id: 'arch-prctl-code', syscalls: ['arch_prctl'], source: argument(0), absence: process_spaces_EINVAL }),
    // The low byte is the signal that the parent gets. clone(2) takes bits that it does not know.
    bits({
        id: 'clone-flags',
        syscalls: ['clone'],
        source: argument(0),
        mask: 0xffff_ff00,
        absence: IGNORED,
        unlisted: 'offered',
    }),
    bits({ id: 'unshare-flags', syscalls: ['unshare'], source: argument(0), absence: process_spaces_EINVAL }),
    values({ id: 'setns-type', syscalls: ['setns'], source: argument(1), absence: process_spaces_EINVAL }),
    values({ id: 'waitid-idtype', syscalls: ['waitid'], source: argument(0), absence: process_spaces_EINVAL }),
    bits({ id: 'waitid-options', syscalls: ['waitid'], source: argument(3), absence: process_spaces_EINVAL }),
    values({ id: 'kcmp-type', syscalls: ['kcmp'], source: argument(2), absence: process_spaces_EINVAL }),
    // SCHED_RESET_ON_FORK (0x40000000) is a flag beside the policy.
    values({
        id: 'sched-policy',
        syscalls: ['sched_setscheduler'],
        source: argument(1),
        mask: 0xbfff_ffff,
        absence: process_spaces_EINVAL,
    }),
    // struct sched_attr: u32 size, u32 sched_policy, u64 sched_flags
    values({ id: 'sched-attr-policy', syscalls: ['sched_setattr'], source: memory(1, 4, 4), absence: process_spaces_EINVAL }),
    bits({ id: 'sched-attr-flags', syscalls: ['sched_setattr'], source: memory(1, 8, 8), absence: process_spaces_EINVAL }),
    values({
        id: 'keyctl-operation',
        syscalls: ['keyctl'],
        source: argument(0),
        absence: refused('EOPNOTSUPP'),
    }),
    values({ id: 'membarrier-command', syscalls: ['membarrier'], source: argument(0), absence: process_spaces_EINVAL }),
    bits({ id: 'membarrier-flags', syscalls: ['membarrier'], source: argument(1), absence: process_spaces_EINVAL }),
    bits({ id: 'getrandom-flags', syscalls: ['getrandom'], source: argument(2), absence: process_spaces_EINVAL }),
    bits({ id: 'perf-event-flags', syscalls: ['perf_event_open'], source: argument(4), absence: process_spaces_EINVAL }),
];
/** Filters and programs that the kernel runs for others. */
const FILTER_SPACES = [
    values({ id: 'seccomp-operation', syscalls: ['seccomp'], source: argument(0), absence: process_spaces_EINVAL }),
    bits({
        id: 'seccomp-flags',
        syscalls: ['seccomp'],
        when: [argumentIs(0, { SECCOMP_SET_MODE_FILTER: 1 })],
        source: argument(1),
        absence: process_spaces_EINVAL,
    }),
    values({
        id: 'seccomp-action',
        syscalls: ['seccomp'],
        when: [argumentIs(0, { SECCOMP_GET_ACTION_AVAIL: 2 })],
        source: memory(2, 0, 4),
        absence: refused('EOPNOTSUPP'),
    }),
    values({ id: 'bpf-command', syscalls: ['bpf'], source: argument(0), absence: process_spaces_EINVAL }),
    // union bpf_attr begins with the type of the map or program.
    values({
        id: 'bpf-map-type',
        syscalls: ['bpf'],
        when: [argumentIs(0, { BPF_MAP_CREATE: 0 })],
        source: memory(1, 0, 4),
        absence: process_spaces_EINVAL,
    }),
    values({
        id: 'bpf-program-type',
        syscalls: ['bpf'],
        when: [argumentIs(0, { BPF_PROG_LOAD: 5 })],
        source: memory(1, 0, 4),
        absence: process_spaces_EINVAL,
    }),
];

;// CONCATENATED MODULE: ./src/kernel/spaces/socket-spaces.ts

const CALLS = ['setsockopt', 'getsockopt'];
const ENOPROTOOPT = refused('ENOPROTOOPT');
function options(id, level) {
    return values({
        id,
        syscalls: CALLS,
        when: [argumentIs(1, level)],
        source: argument(2),
        absence: ENOPROTOOPT,
    });
}
function messageFlags(id, syscalls, arg) {
    return bits({ id, syscalls, source: argument(arg), absence: IGNORED, unlisted: 'offered' });
}
/** Sockets. Errors: net/socket.c, net/ipv4/af_inet.c and the setsockopt functions of Linux 3.10. */
const SOCKET_SPACES = [
    values({
        id: 'socket-family',
        syscalls: ['socket', 'socketpair'],
        source: argument(0),
        absence: refused('EAFNOSUPPORT'),
    }),
    values({
        id: 'inet-protocol',
        syscalls: ['socket'],
        when: [argumentIs(0, { AF_INET: 2, AF_INET6: 10 })],
        source: argument(2),
        absence: refused('EINVAL'),
        unlisted: 'offered',
    }),
    values({
        id: 'netlink-protocol',
        syscalls: ['socket'],
        when: [argumentIs(0, { AF_NETLINK: 16 })],
        source: argument(2),
        absence: refused('EPROTONOSUPPORT'),
    }),
    values({ id: 'sockopt-level', syscalls: CALLS, source: argument(1), absence: ENOPROTOOPT }),
    options('sockopt-socket', { SOL_SOCKET: 1 }),
    options('sockopt-ip', { SOL_IP: 0 }),
    options('sockopt-ipv6', { SOL_IPV6: 41 }),
    options('sockopt-tcp', { SOL_TCP: 6 }),
    options('sockopt-udp', { SOL_UDP: 17 }),
    options('sockopt-packet', { SOL_PACKET: 263 }),
    options('sockopt-netlink', { SOL_NETLINK: 270 }),
    messageFlags('sendto-flags', ['sendto'], 3),
    messageFlags('sendmsg-flags', ['sendmsg'], 2),
    messageFlags('sendmmsg-flags', ['sendmmsg'], 3),
    messageFlags('recvmsg-flags', ['recvmsg'], 2),
    // A socket passes over messages of a level that is not its own, and refuses a type that it does not know.
    values({
        id: 'control-message',
        syscalls: ['sendmsg', 'sendmmsg'],
        source: { kind: 'control-message' },
        absence: refused('EINVAL'),
        unlisted: 'offered',
    }),
];

;// CONCATENATED MODULE: ./src/kernel/spaces/space-frames.ts




/** All option spaces; their options stand in data/options.csv. */
const SPACE_FRAMES = [
    ...PROCESS_SPACES,
    ...FILTER_SPACES,
    ...MEMORY_SPACES,
    ...FILE_SPACES,
    ...MOUNT_SPACES,
    ...SOCKET_SPACES,
];

;// CONCATENATED MODULE: ./src/kernel/kernel-model.ts






/** The release whose table data/syscalls.csv was made from. */
const NEWEST = { major: 7, minor: 2 };
/** @throws CsvError with file, line and column when a file is not as it must be. */
function parseKernelModel(data) {
    const syscalls = parseSyscallTable(data.syscalls);
    const options = parseOptionTable(data.options, SPACE_FRAMES);
    return {
        syscalls,
        spaces: spacesOf(SPACE_FRAMES, options),
        options,
        paths: parsePathTable(data.paths),
        lines: parseLineTable(data.lines),
        contents: parseContentTable(data.contents),
        profiles: parseProfileTable(data.profiles),
        newest: NEWEST,
    };
}

;// CONCATENATED MODULE: ./src/kernel/load-kernel-model.ts


/** Reads the project's own data files. The bundler carries a file along when it sees its name in such an URL. */
function loadKernelModel() {
    return parseKernelModel({
        syscalls: (0,external_node_fs_.readFileSync)(__webpack_require__.ab + "syscalls.csv", 'utf8'),
        options: (0,external_node_fs_.readFileSync)(__webpack_require__.ab + "options.csv", 'utf8'),
        paths: (0,external_node_fs_.readFileSync)(__webpack_require__.ab + "paths.csv", 'utf8'),
        lines: (0,external_node_fs_.readFileSync)(__webpack_require__.ab + "lines.csv", 'utf8'),
        contents: (0,external_node_fs_.readFileSync)(__webpack_require__.ab + "contents.csv", 'utf8'),
        profiles: (0,external_node_fs_.readFileSync)(__webpack_require__.ab + "profiles.csv", 'utf8'),
    });
}

;// CONCATENATED MODULE: ./src/build/file-locks.ts
/**
 * Reads /proc/locks (proc(5)): `1: POSIX ADVISORY WRITE 812 fe:01:77 0 EOF`; a line with `->` waits for the one above.
 * @returns pid of who holds a lock on the file with that inode; null when nobody does
 */
function lockHolder(text, inode) {
    for (const line of text.split('\n')) {
        const match = /^\d+: (?:POSIX|FLOCK|OFDLCK)\s+\w+\s+\w+\s+(-?\d+) [0-9a-f]+:[0-9a-f]+:(\d+) /.exec(line);
        if (match && Number(match[2]) === inode)
            return Number(match[1]);
    }
    return null;
}

;// CONCATENATED MODULE: ./src/build/open-connections.ts
/** States of a TCP socket that somebody may wait for (include/net/tcp_states.h). */
const STATES = { '01': 'connected', '02': 'not answered yet' };
/**
 * Reads /proc/net/tcp or tcp6: columns rem_address (2), st (3) and inode (9).
 * @param inodes of the sockets that count
 * @returns `10.0.0.1:443 (not answered yet)`
 */
function openConnections(text, inodes) {
    return text.split('\n').flatMap((line) => {
        const fields = line.trim().split(/\s+/);
        const state = STATES[fields[3] ?? ''];
        const address = addressOf(fields[2] ?? '');
        return state !== undefined && address !== null && inodes.has(fields[9] ?? '')
            ? [`${address} (${state})`]
            : [];
    });
}
/** `0100007F:1F90`: 32-bit words in the order of the host (little-endian on our machines), then the port. */
function addressOf(text) {
    const match = /^((?:[0-9A-F]{8}){1,4}):([0-9A-F]{4})$/.exec(text);
    if (!match?.[1] || !match[2])
        return null;
    const words = match[1].match(/.{8}/g) ?? [];
    const bytes = words.flatMap((word) => [...Buffer.from(word, 'hex').reverse()]);
    const port = Number.parseInt(match[2], 16);
    if (bytes.length === 4)
        return `${bytes.join('.')}:${port}`;
    const mapped = bytes.slice(0, 12).join() === '0,0,0,0,0,0,0,0,0,0,255,255';
    if (mapped)
        return `${bytes.slice(12).join('.')}:${port}`;
    const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0)).toString(16));
    return `[${groups.join(':')}]:${port}`;
}

;// CONCATENATED MODULE: ./src/build/process-table.ts

/** The kernel counts processor time in ticks of 10 ms on every machine that we know. */
const TICK_MS = 10;
/** The command stands in parentheses and may hold anything. @returns null for text of another form */
function parseTaskStat(text) {
    const open = text.indexOf('(');
    const shut = text.lastIndexOf(')');
    const fields = text
        .slice(shut + 1)
        .trim()
        .split(/\s+/);
    const [state, parent, user, system] = [fields[0], fields[1], fields[11], fields[12]];
    if (open < 1 || shut < open || !state || system === undefined)
        return null;
    const cpuMs = (Number(user) + Number(system)) * TICK_MS;
    if (Number.isNaN(cpuMs))
        return null;
    return {
        id: Number.parseInt(text, 10),
        parent: Number(parent),
        comm: text.slice(open + 1, shut),
        state,
        cpuMs,
    };
}
/** Reads /proc/PID/task/TID/syscall: `running`, `-1 SP PC` outside of any call, or number, six arguments, SP and PC. */
function parseTaskSyscall(text) {
    const words = text.trim().split(/\s+/);
    if (words.length < 9)
        return { syscall: null, args: [] };
    return { syscall: Number(words[0]), args: words.slice(1, 7) };
}
/** All processes that can be seen; empty where there is no /proc. */
async function loadProcesses() {
    const ids = (await promises_.readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
    const all = await Promise.all(ids.map(async (id) => {
        const stat = parseTaskStat(await read(`/proc/${id}/stat`));
        return stat && { ...stat, args: (await read(`/proc/${id}/cmdline`)).split('\0').slice(0, -1) };
    }));
    return all.filter((entry) => entry !== null);
}
/** A process and all below it, parents first. */
function processTree(all, root) {
    const tree = [root];
    for (const entry of tree)
        tree.push(...all.filter(({ parent, id }) => parent === entry.id && id !== root.id));
    return tree;
}
/** The threads of a process; what the kernel does not tell is empty. */
async function loadThreads(pid) {
    const ids = await promises_.readdir(`/proc/${pid}/task`).catch(() => []);
    const all = await Promise.all(ids.map((id) => loadThread(pid, id)));
    return all.filter((thread) => thread !== null);
}
async function loadThread(pid, id) {
    const folder = `/proc/${pid}/task/${id}`;
    const stat = parseTaskStat(await read(`${folder}/stat`));
    if (!stat)
        return null;
    const wchan = await read(`${folder}/wchan`);
    const call = parseTaskSyscall(await read(`${folder}/syscall`));
    const fd = Number(call.args[0] ?? Number.NaN);
    const descriptor = fd < 1 << 20 ? await promises_.readlink(`/proc/${pid}/fd/${fd}`).catch(() => '') : '';
    const { comm, state, cpuMs } = stat;
    return {
        pid,
        tid: stat.id,
        comm,
        state,
        cpuMs,
        wchan: wchan === '0' ? '' : wchan,
        ...call,
        descriptor,
        recentCpuMs: 0,
    };
}
function read(file) {
    return promises_.readFile(file, 'utf8').catch(() => '');
}

;// CONCATENATED MODULE: ./src/build/build-hang.ts















/** How long strace looks at the processes; a second more than what counts as just before. */
const LOOK_SECONDS = 3;
const MAX_SHOWN = 6;
/**
 * The promise's outcome, unless it takes longer than timeoutMs. Then the go command is looked at, ended with all that it
 * has started, and the error says what it was waiting for.
 * @param running the go command, started by this process
 * @throws GateError (code `build-hung`)
 */
async function orHung(running, watch) {
    let timer;
    const late = new Promise((resolve) => {
        timer = setTimeout(() => resolve('late'), watch.timeoutMs);
    });
    const first = await Promise.race([running.then((value) => ({ value })), late]).finally(() => clearTimeout(timer));
    if (first !== 'late')
        return first.value;
    const tree = await goProcesses(watch.args);
    const look = tree.length === 0 ? null : await lookAt(tree, watch.env).catch(() => null);
    await killTree(watch.args);
    running.catch(() => undefined);
    throw hungError(watch, tree, look);
}
/** The go command and all that it has started; empty when it is not found. */
async function goProcesses(args) {
    const all = await loadProcesses();
    const wanted = args.join('\0');
    const go = all.find((one) => one.parent === process.pid && one.args.slice(1).join('\0') === wanted);
    return go ? processTree(all, go) : [];
}
/** Stops before it kills, until nothing new appears: what go starts in the meantime must not live on. */
async function killTree(args) {
    const seen = new Set();
    for (let round = 0; round < 5; round++) {
        const fresh = (await goProcesses(args)).filter(({ id }) => !seen.has(id));
        if (fresh.length === 0)
            break;
        for (const { id } of fresh) {
            seen.add(id);
            signal(id, 'SIGSTOP');
        }
    }
    for (const id of [...seen].reverse())
        signal(id, 'SIGKILL');
}
function signal(pid, name) {
    try {
        process.kill(pid, name);
    }
    catch {
        // It has ended.
    }
}
async function lookAt(tree, env) {
    const before = (await Promise.all(tree.map(({ id }) => loadThreads(id)))).flat();
    const began = performance.now();
    const trace = await traceTree(tree, env);
    await (0,external_node_timers_promises_.setTimeout)(Math.max(0, 500 - (performance.now() - began)));
    const after = new Map((await Promise.all(tree.map(({ id }) => loadThreads(id)))).flat().map((one) => [one.tid, one]));
    const threads = before.map((one) => ({
        ...one,
        recentCpuMs: (after.get(one.tid)?.cpuMs ?? one.cpuMs) - one.cpuMs,
    }));
    const snapshot = {
        why: 'build-timeout',
        at: Date.now() / 1000,
        windowMs: performance.now() - began,
        clocksource: await loadClocksource(),
        threads,
        moreThreads: 0,
        goroutines: '',
    };
    const machine = machineOfNode(process.arch);
    const names = machine ? namesByNumber(loadKernelModel().syscalls, machine.table) : new Map();
    const nameOf = (number) => names.get(number);
    return {
        diagnosis: diagnoseHang(snapshot, trace && readTrace(trace, snapshot.at, nameOf), nameOf),
        connections: await loadConnections(tree),
        lockHolder: await loadLockHolder(threads, nameOf),
    };
}
/** What strace sees of the processes; null where it is missing or may not look. */
async function traceTree(tree, env) {
    const folder = await promises_.mkdtemp(external_node_path_.join(external_node_os_.tmpdir(), 'legacy-kernel-gate-'));
    try {
        const file = external_node_path_.join(folder, 'strace');
        const strace = [
            'strace',
            '-f',
            '-q',
            '-ttt',
            '-s',
            '128',
            '-o',
            file,
            ...tree.flatMap(({ id }) => ['-p', String(id)]),
        ];
        await (0,run_command/* runCommand */.d)('timeout', ['--signal=INT', String(LOOK_SECONDS), ...strace], {
            timeoutMs: (LOOK_SECONDS + 5) * 1000,
            env,
        });
        const text = await promises_.readFile(file);
        return text.length === 0 ? null : text;
    }
    catch {
        return null;
    }
    finally {
        await promises_.rm(folder, { recursive: true, force: true });
    }
}
function readTrace(trace, at, nameOf) {
    const reader = createLastCalls({ at, windowSeconds: WINDOW_SECONDS, nameOf });
    reader.write(trace);
    return reader.end();
}
async function loadConnections(tree) {
    const inodes = new Set();
    for (const { id } of tree) {
        for (const fd of await promises_.readdir(`/proc/${id}/fd`).catch(() => [])) {
            const target = await promises_.readlink(`/proc/${id}/fd/${fd}`).catch(() => '');
            const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
            if (inode !== undefined)
                inodes.add(inode);
        }
    }
    const tables = await Promise.all(['tcp', 'tcp6'].map((name) => promises_.readFile(`/proc/net/${name}`, 'utf8').catch(() => '')));
    return tables.flatMap((text) => openConnections(text, inodes));
}
async function loadLockHolder(threads, nameOf) {
    const waits = threads.find(({ syscall }) => syscall !== null && /^(flock|fcntl)$/.test(nameOf(syscall) ?? ''));
    if (!waits)
        return '';
    const file = await promises_.stat(`/proc/${waits.pid}/fd/${Number(waits.args[0])}`).catch(() => null);
    const pid = file && lockHolder(await promises_.readFile('/proc/locks', 'utf8').catch(() => ''), file.ino);
    const holder = pid && (await loadProcesses()).find(({ id }) => id === pid);
    return holder ? `${holder.comm} (process ${holder.id})` : '';
}
function hungError({ args, timeoutMs }, tree, look) {
    const what = args.includes('build') ? 'go build' : `go ${args[0] ?? ''}`;
    return new src_errors.GateError({
        stage: 'build',
        code: 'build-hung',
        fault: 'user',
        message: [
            `${what} did not end within build-timeout (${timeoutMs / 1000} s) and was ended.`,
            ...(look ? [look.diagnosis.sentence] : []),
            ...(look?.lockHolder ? [`The lock is held by ${look.lockHolder}.`] : []),
            ...(look && look.connections.length > 0
                ? [`Open connections: ${look.connections.slice(0, 3).join(', ')}.`]
                : []),
            ...(tree.length > 0
                ? [
                    `Running were: ${tree
                        .slice(0, MAX_SHOWN)
                        .map(({ comm }) => comm)
                        .join(', ')}.`,
                ]
                : []),
            ...(look ? look.diagnosis.threads.slice(0, 2).map((thread) => `${renderThread(thread)}.`) : []),
        ].join(' '),
        hint: buildHangHint(tree, look),
    });
}
function buildHangHint(tree, look) {
    const runs = (name) => tree.some(({ comm }) => name.test(comm));
    if (look?.lockHolder)
        return 'Let the other one end, or give this build a module cache of its own (GOMODCACHE, GOCACHE).';
    if (runs(/^(git|ssh|git-remote-)/)) {
        return 'git waits for a server or for credentials: give it what the private module needs (goprivate, private-token).';
    }
    if (look && look.connections.length > 0)
        return 'A server does not answer: check GOPROXY, GOSUMDB and the proxy settings.';
    if (runs(/^(compile|link|cc1|cc1plus|asm|ld)$/)) {
        return 'It is compiling: raise build-timeout, use the build cache, or a runner with more memory and processors.';
    }
    return 'Raise build-timeout if the build needs longer.';
}

;// CONCATENATED MODULE: ./src/build/go-command.ts








/** @throws GateError (codes `bad-build-env`, `no-working-directory`) */
async function prepareGoCommand(options, toolchain, context) {
    const { workingDirectory: directory } = options;
    const environment = goEnvironment(context.env, options, toolchain.goroot);
    // Without this look, spawn would say that the go command is missing.
    const found = await (0,promises_.stat)(directory).catch(() => null);
    if (found?.isDirectory()) {
        const { signal } = context;
        return { go: toolchain.go, prefix: [], directory, environment, signal, timeoutMs: options.buildTimeoutMs };
    }
    throw new src_errors.GateError({
        stage: 'build',
        code: 'no-working-directory',
        fault: 'user',
        message: `Input working-directory: ${directory} ${found ? 'is no folder' : 'does not exist'}.`,
        hint: 'Check out the repository before this step, and give a folder relative to the workspace.',
    });
}
/**
 * Asks the go command something.
 * @throws GateError (codes `no-go`, when it cannot be started, and `build-hung`); an AbortError when cancelled
 */
async function runGo(command, args, timeoutMs = null) {
    const { go, prefix, directory: cwd, environment: env, signal } = command;
    const running = (0,run_command/* runCommand */.d)(go, [...prefix, ...args], { cwd, env, signal, timeoutMs });
    const watch = { args: [...prefix, ...args], timeoutMs: command.timeoutMs, env };
    const result = await orHung(running, watch);
    signal.throwIfAborted();
    if (result.trouble !== null && result.trouble !== 'timeout')
        throw brokenGo(go, result.stderr);
    return result;
}
/** Characters kept of the output; errors come first, and all of it goes to `onText`. */
const go_command_MAX_OUTPUT = 8 << 20;
/**
 * Runs a go command that takes its time, and hands on what it prints as it comes.
 *
 * A cancellation ends the waiting, not the command: Ctrl-C in a terminal reaches go as well, and the runner ends all
 * processes of a step that it cancels.
 * @param onText told pieces of text, not whole lines
 * @throws GateError (codes `no-go`, when it cannot be started, and `build-hung`); an AbortError when cancelled
 */
async function streamGo(command, args, onText) {
    const { go, prefix, directory, environment, signal } = command;
    let output = '';
    const listener = () => {
        const decoder = new external_node_string_decoder_.StringDecoder('utf8');
        return (bytes) => {
            const text = decoder.write(bytes);
            if (output.length < go_command_MAX_OUTPUT)
                output += text;
            onText(text);
        };
    };
    signal.throwIfAborted();
    const running = (0,exec/* exec */.m)(`"${go.replaceAll('"', '\\"')}"`, [...prefix, ...args], {
        cwd: directory,
        env: definedOnly(environment),
        silent: true,
        ignoreReturnCode: true,
        listeners: { stdout: listener(), stderr: listener() },
    }).catch((error) => {
        throw brokenGo(go, (0,src_errors.messageOf)(error), error);
    });
    const watched = orHung(running, {
        args: [...prefix, ...args],
        timeoutMs: command.timeoutMs,
        env: environment,
    });
    return { code: await orAborted(watched, signal), output };
}
/** The promise's outcome, or the reason of the signal when that comes first. */
async function orAborted(promise, signal) {
    let abort = () => undefined;
    const aborted = new Promise((_, reject) => {
        abort = () => reject(signal.reason);
        signal.addEventListener('abort', abort);
    });
    return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', abort));
}
function definedOnly(environment) {
    const entries = Object.entries(environment);
    return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
function brokenGo(go, problem, cause) {
    return new src_errors.GateError({
        stage: 'build',
        code: 'no-go',
        fault: 'user',
        message: `Cannot run ${go}: ${problem}.`,
        hint: 'The Go installation is broken: install Go before this step, or set go-version to download one.',
        cause,
    });
}
/** A command line for people to read; words with blanks are quoted. */
function renderCommand(args) {
    const words = args.map((word) => /^[\w./,:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
    return renderInert(['go', ...words].join(' ')).replaceAll('\n', ' ');
}

;// CONCATENATED MODULE: ./src/build/container-go.ts











/**
 * Opens the build image with the runner's Go, the source and the module cache in it.
 * @throws GateError (codes `no-build-engine`, `no-build-image`, `cgo-image-failed`, `no-c-compiler`, `cgo-foreign`, …)
 */
async function openContainerGo(request) {
    const { options, toolchain, outside, context } = request;
    const { signal, log, temporaryDirectory } = context;
    // The engine's command needs none of the job's secrets.
    const env = buildEnvironment(context.env);
    const settings = await goSettings(outside);
    const architecture = hostArchitecture(settings.GOARCH);
    const engine = await findBuildEngine({ engine: options.engine, env, signal });
    const image = await openCgoImage(engine, { options, architecture, temporaryDirectory, env, log });
    const scratch = external_node_path_.join(temporaryDirectory, 'container-build');
    const outputDirectory = external_node_path_.join(scratch, 'out');
    const cache = external_node_path_.join(cacheDirectory(env), 'cgo', image.replace(/^sha256:/, '').slice(0, 24));
    for (const folder of [outputDirectory, cache])
        await (0,promises_.mkdir)(folder, { recursive: true });
    const environmentFile = external_node_path_.join(scratch, 'environment');
    const variables = containerVariables(options, settings, toolchain.goroot, cache);
    await (0,promises_.writeFile)(environmentFile, renderEnvironmentFile(variables), { mode: 0o600 });
    const run = {
        engine: engine.name,
        image,
        runId: external_node_path_.basename(temporaryDirectory),
        mounts: {
            readable: await readableFolders(request, settings),
            writable: [cache, outputDirectory],
        },
        environmentFile,
        directory: outside.directory,
        uid: process.getuid?.() ?? 0,
        gid: process.getgid?.() ?? 0,
    };
    const command = {
        go: engine.name,
        prefix: containerRunPrefix(run, external_node_path_.join(toolchain.goroot, 'bin/go')),
        directory: outside.directory,
        environment: env,
        signal,
        timeoutMs: outside.timeoutMs,
    };
    const close = () => closeContainers(openContainerClient(engine.name, { env }), run.runId, scratch);
    try {
        log.info(`cgo: ${await probeCompiler(engine, run, variables.CC ?? 'gcc')} in ${engine.name}, image ${image}`);
        await probeGo(command, toolchain);
        return { command, outputDirectory, close };
    }
    catch (error) {
        await close();
        throw error;
    }
}
const SETTINGS = [
    'GOARCH',
    'GOAMD64',
    'GOARM64',
    'GOEXPERIMENT',
    'GOFLAGS',
    'GOMODCACHE',
    'GOPATH',
    'GOWORK',
];
/** What go makes of variables, its own settings file and defaults. An older Go says nothing of what it does not know. */
async function goSettings(outside) {
    const { stdout } = await runGo(outside, ['env', ...SETTINGS]);
    const lines = stdout.split('\n');
    return Object.fromEntries(SETTINGS.map((name, i) => [name, lines[i]?.trim() ?? '']));
}
/** gcc in the image compiles for the machine that it runs on. */
function hostArchitecture(goarch) {
    const host = process.arch === 'x64' ? 'amd64' : 'arm64';
    if (goarch === host)
        return host;
    throw new src_errors.GateError({
        stage: 'build',
        code: 'cgo-foreign',
        fault: 'user',
        message: `cgo: container builds for this machine (${host}) only, not for ${goarch}.`,
        hint: `Run the gate on a ${goarch} runner, or build without cgo (cgo: off).`,
    });
}
/** Nothing of the job's environment but what go itself makes of it, and build-env. */
function containerVariables({ buildEnv }, settings, goroot, cache) {
    const given = Object.entries(settings).filter(([name, value]) => value !== '' && name !== 'GOPATH');
    return {
        HOME: '/tmp',
        GOPATH: '/tmp/go',
        GOMODCACHE: external_node_path_.join(settings.GOPATH, 'pkg/mod'),
        ...Object.fromEntries(given),
        ...buildEnv,
        GOENV: 'off',
        GOROOT: goroot,
        GOCACHE: cache,
        GOOS: 'linux',
        GOTOOLCHAIN: 'local',
        GOPROXY: 'off',
        GOSUMDB: 'off',
        CGO_ENABLED: '1',
    };
}
async function readableFolders({ toolchain, outside, listing, workspace }, settings) {
    const modules = settings.GOMODCACHE || external_node_path_.join(settings.GOPATH, 'pkg/mod');
    const inside = (folder, other) => `${folder}/`.startsWith(`${other}/`);
    const local = [...listing.packages.values()].filter(({ directory }) => !inside(directory, toolchain.goroot) && !inside(directory, modules));
    const work = settings.GOWORK === 'off' ? '' : settings.GOWORK;
    const folders = [
        toolchain.goroot,
        modules,
        outside.directory,
        ...(inside(outside.directory, workspace) ? [workspace] : []),
        ...(work === '' ? [] : [external_node_path_.dirname(work)]),
        ...local.flatMap(({ directory, goMod }) => [directory, ...(goMod === '' ? [] : [external_node_path_.dirname(goMod)])]),
    ];
    const resolved = await Promise.all(folders.map((folder) => (0,promises_.realpath)(folder).catch(() => folder)));
    const there = await Promise.all([...new Set([...folders, ...resolved])].map((folder) => (0,promises_.access)(folder).then(() => folder, () => '')));
    return outermost(there);
}
/** Its first line, which names it and its version. */
async function probeCompiler(engine, run, name) {
    const [program = 'gcc'] = name.split(' ');
    const result = await engine.run([...containerRunPrefix(run, program), '--version'], 120_000);
    const first = result.stdout.split('\n')[0]?.trim();
    if (result.code === 0 && first)
        return first;
    const absent = /executable file not found|no such file/i.test(result.output);
    throw new src_errors.GateError({
        stage: 'build',
        code: 'no-c-compiler',
        fault: 'user',
        message: absent
            ? `The image to build in has no ${program}.`
            : `${program} does not run in the image to build in: ${(0,run_command/* lastLine */.f)(result)}.`,
        hint: 'Name an image that has gcc in build-image, or leave build-image empty: gcc is then installed in CentOS 7.9.',
    });
}
/** @throws GateError (code `no-go-in-container`) when this machine's Go cannot be run there */
async function probeGo(command, toolchain) {
    const { code, output } = await runGo(command, ['version'], 120_000);
    if (code === 0)
        return;
    const foreign = /GLIBC_|ld-linux/.test(output);
    throw new src_errors.GateError({
        stage: 'build',
        code: 'no-go-in-container',
        fault: 'user',
        message: `Go ${toolchain.version} of this machine does not run in the image to build in: ${output.trim().split('\n').at(-1)?.slice(0, 300)}.`,
        hint: foreign
            ? "It was linked against this machine's glibc: let go-version download Go's own release."
            : "Docker must see this machine's folders: a job that itself runs in a container needs them under the same paths.",
    });
}
/** @param engine one that no cancellation stops */
async function closeContainers(engine, runId, scratch) {
    await removeContainers(engine, BUILD_LABEL, runId);
    await (0,promises_.rm)(scratch, { recursive: true, force: true }).catch(() => undefined);
}

;// CONCATENATED MODULE: ./src/build/git-stamp.ts


const git_stamp_TIMEOUT_MS = 60_000;
/**
 * Asks git about the commit that is checked out in a folder.
 * @throws GateError (code `no-git-stamp`) when git is missing, does not answer, or there is no commit
 */
async function loadGitStamp(directory, environment, signal) {
    const git = async (...args) => {
        const env = { ...environment, TZ: 'UTC' };
        const result = await (0,run_command/* runCommand */.d)('git', args, { cwd: directory, env, signal, timeoutMs: git_stamp_TIMEOUT_MS });
        signal.throwIfAborted();
        if (result.code === 0)
            return result.stdout.trim();
        throw noStamp(result.trouble === 'missing' ? 'git is not installed' : (0,run_command/* lastLine */.f)(result));
    };
    // %cd with this form is in TZ, so the same on every machine.
    const shown = await git('log', '-1', '--format=%H %h %cd', '--date=format-local:%Y-%m-%dT%H:%M:%SZ', '--no-show-signature');
    const described = await git('describe', '--tags', '--always', '--dirty');
    const [commit = '', shortCommit = '', date = ''] = shown.split(' ');
    return { version: described.replace(/^v(?=\d)/, ''), commit, shortCommit, date };
}
function noStamp(reason) {
    return new src_errors.GateError({
        stage: 'build',
        code: 'no-git-stamp',
        fault: 'user',
        message: `Input ldflags: git cannot fill in the placeholders: ${reason}.`,
        hint: 'Check the repository out before this step (with fetch-depth: 0 for tags), or take the placeholders out.',
    });
}

;// CONCATENATED MODULE: ./src/build/ldflags-template.ts

const NAMES = {
    Version: 'version',
    Commit: 'commit',
    ShortCommit: 'shortCommit',
    Date: 'date',
};
const PLACEHOLDER = /\{\{(.*?)\}\}/gs;
/**
 * Whether git must be asked.
 * @throws GateError (code `bad-ldflags`) when a placeholder is unknown
 */
function hasPlaceholders(ldflags) {
    const found = [...ldflags.matchAll(PLACEHOLDER)];
    for (const [whole, inner = ''] of found)
        if (fieldOf(inner) === undefined)
            throw unknownPlaceholder(whole);
    return found.length > 0;
}
/**
 * Puts the stamp into the linker flags: plain replacement, no template language.
 * @throws GateError (code `bad-ldflags`) when the tag's name has characters that would change the flags
 */
function fillLdflags(ldflags, stamp) {
    return ldflags.replace(PLACEHOLDER, (whole, inner) => {
        const field = fieldOf(inner);
        if (field === undefined)
            throw unknownPlaceholder(whole);
        const value = stamp[field];
        if (/^[\p{L}\p{N}.+_~/:@-]+$/u.test(value))
            return value;
        throw badLdflags(`${whole} is ${JSON.stringify(value)}, which cannot stand in linker flags`, 'Rename the tag.');
    });
}
function fieldOf(inner) {
    const [, name = ''] = /^\s*\.(\w+)\s*$/.exec(inner) ?? [];
    return Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
}
function unknownPlaceholder(whole) {
    const names = Object.keys(NAMES).map((name) => `{{.${name}}}`);
    return badLdflags(`the placeholder ${whole} is unknown`, `These are known: ${names.join(', ')}.`);
}
function badLdflags(problem, hint) {
    return new src_errors.GateError({
        stage: 'build',
        code: 'bad-ldflags',
        fault: 'user',
        message: `Input ldflags: ${problem}.`,
        hint,
    });
}

;// CONCATENATED MODULE: ./src/build/load-artifact.ts





/** Of owner, group and others, in st_mode. */
const ANY_EXECUTE = 0o111;
/**
 * Describes an executable file. One without the executable bit is judged all the same, for actions/upload-artifact
 * drops the bit; `warn` is told.
 * @throws GateError code `no-artifact` when it is missing, no regular file, empty or unreadable
 */
async function loadArtifact(file, packageName = null, warn = () => undefined) {
    const found = await (0,promises_.stat)(file).catch(() => null);
    if (!found)
        throw artifactError(`${file} does not exist`);
    if (!found.isFile())
        throw artifactError(`${file} is ${found.isDirectory() ? 'a folder' : 'no regular file'}`);
    if (found.size === 0)
        throw artifactError(`${file} is empty`);
    await (0,promises_.access)(file, promises_.constants.R_OK).catch((error) => {
        throw artifactError(`${file} cannot be read (${(0,src_errors.messageOf)(error)})`);
    });
    if ((found.mode & ANY_EXECUTE) === 0) {
        warn(`${file} has no executable bit. A copy with the bit is judged; set it before you ship: chmod +x`);
    }
    return {
        name: external_node_path_.basename(file),
        path: file,
        package: packageName,
        digest: await load_artifact_digestOf(file),
        size: found.size,
    };
}
async function load_artifact_digestOf(file) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for await (const chunk of (0,external_node_fs_.createReadStream)(file))
        hash.update(chunk);
    return `sha256:${hash.digest('hex')}`;
}
function artifactError(problem) {
    return new src_errors.GateError({
        stage: 'build',
        code: 'no-artifact',
        fault: 'user',
        message: `Artifact: ${problem}.`,
        hint: 'Give the path of a built executable, relative to the workspace.',
    });
}

;// CONCATENATED MODULE: ./src/build/go-list.ts
/** For `go list -f`: no import path or package name holds a tab. */
const LIST_FORMAT = '{{.Name}}\t{{.ImportPath}}\t{{.Dir}}';
/** Reads what `go list -f LIST_FORMAT` prints on stdout. */
function parseGoList(text) {
    return text.split('\n').flatMap((line) => {
        const [name, importPath, directory] = line.split('\t');
        return name && importPath && directory !== undefined ? [{ name, importPath, directory }] : [];
    });
}
/**
 * What each `go list` is asked for: every pattern of its own, so that an error says which, but all named files
 * together, because they are one package.
 */
function groupPatterns(patterns) {
    const files = patterns.filter((pattern) => pattern.endsWith('.go'));
    const others = patterns.filter((pattern) => !pattern.endsWith('.go')).map((pattern) => [pattern]);
    return files.length === 0 ? others : [files, ...others];
}

;// CONCATENATED MODULE: ./src/build/main-packages.ts








/**
 * The main packages that the patterns name, each once. A pattern with `...` passes over other packages; a package
 * that is named and is no program is an error.
 * @param flags see goBuildFlags: they decide which files count
 * @throws BuildError when go cannot read the packages; GateError (codes `no-module`, `no-package`)
 */
async function listMainPackages(command, patterns, flags, workspace) {
    const found = new Map();
    for (const group of groupPatterns(patterns)) {
        for (const listed of await listGroup(command, group, flags, workspace)) {
            const single = listed.importPath === 'command-line-arguments';
            found.set(listed.importPath, {
                importPath: listed.importPath,
                arguments: single ? group : [listed.importPath],
            });
        }
    }
    return [...found.values()];
}
async function listGroup(command, group, flags, workspace) {
    const asked = group.join(' ');
    if (asked.startsWith('-'))
        throw packageError(`"${asked}" is a flag`, 'Flags belong into the input build-flags.');
    const { code, stdout, output } = await runGo(command, ['list', ...flags, '-f', LIST_FORMAT, ...group]);
    if (code !== 0)
        throw await listError(command, asked, output, workspace);
    const listed = parseGoList(stdout);
    const programs = listed.filter(({ name }) => name === 'main');
    const other = listed.find(({ name }) => name !== 'main');
    if (other !== undefined && !asked.includes('...')) {
        throw packageError(`${asked} is package ${other.name}, not a program`, await programsHint(command));
    }
    if (programs.length === 0) {
        throw packageError(`${asked} in ${command.directory} holds no main package`, await programsHint(command));
    }
    return programs;
}
async function listError(command, asked, output, workspace) {
    if (/go\.mod file not found|cannot find main module|does not contain main module/.test(output)) {
        return new src_errors.GateError({
            stage: 'build',
            code: 'no-module',
            fault: 'user',
            message: `Input package: ${asked} belongs to no Go module in ${command.directory}: ${tellingLine(output)}.`,
            hint: await modulesHint(command.directory),
        });
    }
    const errors = parseCompileErrors(output, command.directory, workspace);
    const place = errors[0];
    if (place === undefined && isMissing(output)) {
        return packageError(`${asked} is not there: ${tellingLine(output)}`, await programsHint(command));
    }
    const what = place ? `${place.file}:${place.line}: ${place.message}` : tellingLine(output);
    return new BuildError({
        stage: 'build',
        code: 'build-failed',
        fault: 'user',
        message: `go list ${asked} failed: ${what}.`,
        hint: buildHint(output),
    }, errors);
}
function isMissing(output) {
    return /directory not found|no such file|no Go files|not in std|no required module provides|path@version/.test(output);
}
/** Names the programs below the working directory. */
async function programsHint(command) {
    const { stdout } = await runGo(command, ['list', '-e', '-f', LIST_FORMAT, './...']);
    const programs = parseGoList(stdout).filter(({ name }) => name === 'main');
    const paths = programs.map(({ directory }) => relativePattern(command.directory, directory));
    if (paths.length === 0)
        return 'There is no main package below working-directory.';
    return `The main packages there: ${renderSome(paths)}.`;
}
function relativePattern(from, to) {
    const relative = external_node_path_.relative(from, to);
    return relative === '' ? '.' : `./${relative}`;
}
function renderSome(names) {
    return `${names.slice(0, 10).join(', ')}${names.length > 10 ? `, and ${names.length - 10} more` : ''}`;
}
async function modulesHint(directory) {
    const modules = await findModules(directory, 3);
    if (modules.length === 0)
        return 'Check out the repository before this step, or set working-directory to its module.';
    return `Set working-directory to a module: ${renderSome(modules.map((found) => external_node_path_.relative(directory, found)).sort())}.`;
}
async function findModules(directory, depth) {
    const entries = await (0,promises_.readdir)(directory, { withFileTypes: true }).catch(() => []);
    if (entries.some((entry) => entry.isFile() && entry.name === 'go.mod'))
        return [directory];
    const folders = entries.filter((entry) => entry.isDirectory() && !/^(\.|_|node_modules$|vendor$|testdata$)/.test(entry.name));
    if (depth === 0)
        return [];
    const found = await Promise.all(folders.map(({ name }) => findModules(external_node_path_.join(directory, name), depth - 1)));
    return found.flat();
}
function packageError(problem, hint) {
    return new src_errors.GateError({
        stage: 'build',
        code: 'no-package',
        fault: 'user',
        message: `Input package: ${problem}.`,
        hint,
    });
}

;// CONCATENATED MODULE: ./src/build/output-place.ts



/**
 * Chooses between file and folder: a folder when the path ends in a slash, is one already, or several programs are
 * built.
 * @param output the input output: absolute; empty: `artifacts` below the report directory
 * @throws GateError (code `bad-output`)
 */
async function chooseOutput(output, programs, reportDirectory) {
    if (output === '')
        return { kind: 'folder', path: external_node_path_.join(reportDirectory, 'artifacts') };
    const found = await (0,promises_.stat)(output.replace(/\/+$/, '') || '/').catch(() => null);
    if (found?.isDirectory() || output.endsWith('/')) {
        if (!found || found.isDirectory())
            return { kind: 'folder', path: external_node_path_.resolve(output) };
        throw badOutput(`${external_node_path_.resolve(output)} is a file, not a folder`, 'Leave the slash at its end out.');
    }
    if (programs === 1)
        return { kind: 'file', path: output };
    if (!found)
        return { kind: 'folder', path: output };
    throw badOutput(`${output} is a file, and ${programs} programs are built`, 'Give a folder.');
}
/**
 * Makes sure that nothing but an earlier program is written over: a slip in `output` must not cost a source file.
 * @throws GateError (code `bad-output`)
 */
async function checkOverwrite(file) {
    const found = await (0,promises_.stat)(file).catch(() => null);
    if (!found || (found.isFile() && (found.size === 0 || (await output_place_isElf(file)))))
        return;
    throw badOutput(`${file} is there already and is ${found.isDirectory() ? 'a folder' : 'no program'}`, 'Give another path, or remove it before this step.');
}
async function output_place_isElf(file) {
    const handle = await (0,promises_.open)(file);
    try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
        return bytesRead === 4 && buffer.toString('latin1') === '\x7fELF';
    }
    finally {
        await handle.close();
    }
}
/** An output that cannot be (code `bad-output`). */
function badOutput(problem, hint) {
    return new src_errors.GateError({
        stage: 'build',
        code: 'bad-output',
        fault: 'user',
        message: `Input output: ${problem}.`,
        hint,
    });
}

;// CONCATENATED MODULE: ./src/build/private-modules.ts




/**
 * Writes the tokens for go and git into a folder that only this user can open.
 * @param environment of the go command: what it has of GOPRIVATE, netrc and git settings stays in force
 */
async function openPrivateModules({ goprivate, privateHosts }, environment, temporaryDirectory) {
    const patterns = [environment.GOPRIVATE ?? '', goprivate.split(/[\s,]+/).join(',')];
    const joined = patterns.filter((text) => text !== '').join(',');
    const goprivateOnly = goprivate === '' ? {} : { GOPRIVATE: joined };
    if (privateHosts.length === 0)
        return { variables: goprivateOnly, remove: async () => undefined };
    const folder = external_node_path_.join(temporaryDirectory, 'private-modules');
    await (0,promises_.mkdir)(folder, { mode: 0o700 });
    const netrc = external_node_path_.join(folder, 'netrc');
    const credentials = external_node_path_.join(folder, 'git-credentials');
    const home = environment.HOME || external_node_os_.homedir();
    const existing = await (0,promises_.readFile)(environment.NETRC || external_node_path_.join(home, '.netrc'), 'utf8').catch(() => '');
    await (0,promises_.writeFile)(netrc, renderNetrc(privateHosts, existing), { mode: 0o600 });
    await (0,promises_.writeFile)(credentials, renderGitCredentials(privateHosts), { mode: 0o600 });
    return {
        variables: {
            ...goprivateOnly,
            NETRC: netrc,
            // A wrong token must fail, not wait for somebody to type a better one.
            GIT_TERMINAL_PROMPT: '0',
            ...gitCredentialVariables(privateHosts, credentials, environment),
        },
        remove: () => (0,promises_.rm)(folder, { recursive: true, force: true }).catch(() => undefined),
    };
}

;// CONCATENATED MODULE: ./src/build/constraint-check.ts

/**
 * Reads what `go vet -buildtag` prints. Lines that begin with `vet:` are the checker's own trouble, such as a test that
 * does not compile; the same goes for a failure without a place.
 * @param code its exit code; null when it was ended
 * @param directory absolute folder in which go ran
 * @param workspace absolute folder
 */
function parseConstraintCheck(code, output, directory, workspace) {
    if (code === 0)
        return { wrong: [], trouble: null };
    if (code === null)
        return { wrong: [], trouble: 'it did not end in time' };
    const lines = output.split('\n');
    const findings = lines.filter((line) => !line.startsWith('vet:')).join('\n');
    const wrong = parseCompileErrors(findings, directory, workspace).filter(({ message }) => BUILDTAG.test(message));
    if (wrong.length > 0)
        return { wrong, trouble: null };
    const telling = lines.find((line) => line.startsWith('vet:')) ?? lines.find((line) => /^[^#\s]/.test(line));
    return { wrong, trouble: telling?.slice(0, 300) ?? `it ended with exit code ${code}` };
}
/** All that the analyzer says names one of these (golang.org/x/tools/go/analysis/passes/buildtag, Go 1.13 to 1.27). */
const BUILDTAG = /build|constraint/i;

;// CONCATENATED MODULE: ./src/build/file-table.ts

const file_table_MAX_ROWS = 200;
/** Which files the tags include and leave out. */
function fileTable(request) {
    const { packages } = request;
    const rows = packages.flatMap((listed) => packageRows(listed, request));
    const weight = (row) => (row.changedBy.length > 0 ? 0 : row.included ? 2 : 1);
    return {
        rows: [...rows].sort((a, b) => weight(a) - weight(b)).slice(0, file_table_MAX_ROWS),
        constrained: rows.length,
        leftOut: rows.filter((row) => !row.included).length,
        changed: rows.filter((row) => row.changedBy.length > 0).length,
        files: packages.reduce((sum, { included, ignored }) => sum + included.length + ignored.length, 0),
    };
}
function packageRows(listed, request) {
    const { untagged, constraints, tags, workspace } = request;
    const without = untagged.get(listed.importPath);
    return [...listed.included, ...listed.ignored].sort().flatMap((name) => {
        const file = external_node_path_.join(listed.directory, name);
        const constraint = constraints.get(file);
        if (!constraint)
            return [];
        const included = listed.included.includes(name);
        const changed = without !== undefined && without.included.includes(name) !== included;
        const relative = external_node_path_.relative(workspace, file);
        return [
            {
                package: listed.importPath,
                file: relative.startsWith(`..${external_node_path_.sep}`) ? file : relative,
                constraint: constraint.text,
                included,
                changedBy: changed ? tags.filter((tag) => constraint.tags.includes(tag)) : [],
            },
        ];
    });
}

;// CONCATENATED MODULE: ./src/build/go-demands.ts
/**
 * The `go` and `toolchain` lines of a go.mod or go.work; `toolchain default` asks for nothing.
 * Format: https://go.dev/ref/mod#go-mod-file.
 * @param file how it is named in the result
 */
function parseGoDemands(text, file) {
    return text.split(/\r?\n/).flatMap((raw, i) => {
        const line = raw.replace(/\/\/.*$/, '').trim();
        const [, directive, version] = /^(go|toolchain)\s+"?(?:go)?(\d[^\s"]*)"?$/.exec(line) ?? [];
        if (version === undefined)
            return [];
        return [{ file, line: i + 1, directive: directive === 'go' ? 'go' : 'toolchain', version }];
    });
}

;// CONCATENATED MODULE: ./src/build/constraint.ts
/** Names that count at the end of a file's name (Go 1.27, internal/syslist: "do not remove from this list"). */
const OPERATING_SYSTEMS = 'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos';
const constraint_ARCHITECTURES = '386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm';
const KNOWN_OS = new Set(OPERATING_SYSTEMS.split(' '));
const KNOWN_ARCH = new Set(constraint_ARCHITECTURES.split(' '));
const TAG = /[\p{L}\p{N}_.]+/gu;
/**
 * Reads the constraint of a Go file from its name and its beginning; null when it has none.
 * @param head the text down to the package clause at least; what is cut off after that does not matter
 */
function parseConstraint(name, head) {
    const suffix = nameTags(name);
    const lines = constraintLines(head);
    const usesC = /^import\s+"C"|^import\s*\([^)]*"C"/m.test(head);
    const parts = [
        ...lines,
        ...(suffix.length > 0 ? [`_${suffix.join('_')} in the name`] : []),
        ...(usesC ? ['import "C"'] : []),
    ];
    if (parts.length === 0)
        return null;
    const named = lines.flatMap((line) => line.replace(/^\/\/\s*(go:build|\+build)/, '').match(TAG) ?? []);
    return { text: parts.join('; '), tags: [...new Set([...named, ...suffix, ...(usesC ? ['cgo'] : [])])] };
}
/** As go/build's goodOSArchFile: what stands before the first _ does not count. */
function nameTags(name) {
    const [, ...words] = (name.split('.')[0] ?? '').split('_');
    const [system = '', architecture = ''] = words.slice(-2);
    if (words.length > 1 && KNOWN_OS.has(system) && KNOWN_ARCH.has(architecture))
        return [system, architecture];
    const last = words.at(-1) ?? '';
    return KNOWN_OS.has(last) || KNOWN_ARCH.has(last) ? [last] : [];
}
/** The `//go:build` line before the package clause; without one, the `// +build` lines that an empty line ends. */
function constraintLines(head) {
    const header = head.replace(/\/\*[\s\S]*?\*\//g, '');
    const lines = [];
    for (const raw of header.split('\n')) {
        const line = raw.trim();
        if (line !== '' && !line.startsWith('//'))
            break;
        lines.push(line);
    }
    const modern = lines.find((line) => /^\/\/go:build\s/.test(line));
    if (modern !== undefined)
        return [modern];
    return lines.slice(0, lines.lastIndexOf('') + 1).filter((line) => /^\/\/\s*\+build\s/.test(line));
}

;// CONCATENATED MODULE: ./src/build/load-constraints.ts



/** Constraints stand before the package clause, after a licence at most. */
const HEAD_BYTES = 32 << 10;
/** More files than this are not looked at: they are in the count, not in the table. */
const MAX_FILES = 5_000;
const load_constraints_AT_ONCE = 32;
/** The constraint of each Go file, by path; null for one without, or that cannot be read. */
async function loadConstraints(files) {
    const found = new Map();
    const wanted = files.slice(0, MAX_FILES);
    for (let i = 0; i < wanted.length; i += load_constraints_AT_ONCE) {
        const some = wanted.slice(i, i + load_constraints_AT_ONCE);
        const heads = await Promise.all(some.map((file) => readHead(file).catch(() => null)));
        for (const [k, file] of some.entries()) {
            const head = heads[k] ?? null;
            found.set(file, head === null ? null : parseConstraint(external_node_path_.basename(file), head));
        }
    }
    return found;
}
async function readHead(file) {
    const handle = await (0,promises_.open)(file);
    try {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
        return buffer.toString('utf8', 0, bytesRead);
    }
    finally {
        await handle.close();
    }
}

;// CONCATENATED MODULE: ./src/build/module-lines.ts
/**
 * The `require` lines of a go.mod, alone or in a block. Format: https://go.dev/ref/mod#go-mod-file-require.
 * @param file how it is named in the result
 */
function parseModuleLines(text, file) {
    let inBlock = false;
    return text.split(/\r?\n/).flatMap((raw, i) => {
        const line = raw.replace(/\/\/.*$/, '').trim();
        if (/^require\s*\($/.test(line))
            inBlock = true;
        else if (line === ')')
            inBlock = false;
        const [, keyword, module] = /^(require\s+)?"?([^\s"()]+)"?\s+"?v\d[^\s"]*"?$/.exec(line) ?? [];
        return module !== undefined && (keyword !== undefined || inBlock) ? [{ file, line: i + 1, module }] : [];
    });
}

;// CONCATENATED MODULE: ./src/build/source-list.ts
/**
 * For `go list -f`, Go 1.13 to 1.27. No path of Go's has a tab, no name of a file a slash, no import path a blank.
 * `-json` would print ten times as much.
 */
const SOURCE_FORMAT = [
    '{{.ImportPath}}',
    '{{.Dir}}',
    '{{if .Standard}}std{{else if .Module}}{{if .Module.Main}}own{{end}}{{else}}own{{end}}',
    '{{if .Module}}{{.Module.GoMod}}{{end}}',
    '{{join .GoFiles "/"}}/{{join .CgoFiles "/"}}',
    '{{join .IgnoredGoFiles "/"}}',
    '{{if eq .Name "main"}}{{join .Deps " "}}{{end}}',
].join('\t');
/** Reads what `go list -f SOURCE_FORMAT` prints on stdout. */
function parseSourceList(text) {
    return text.split('\n').flatMap((line) => {
        const [importPath, directory, origin, goMod = '', included = '', ignored = '', needed] = line.split('\t');
        if (!importPath || !directory || needed === undefined)
            return [];
        return [
            {
                importPath,
                directory,
                own: origin === 'own',
                goMod,
                included: fileNames(included),
                ignored: fileNames(ignored).filter((name) => !/^[._]|_test\.go$/.test(name)),
                dependencies: needed.split(' ').filter((name) => name !== ''),
            },
        ];
    });
}
function fileNames(joined) {
    return joined.split('/').filter((name) => name !== '');
}

;// CONCATENATED MODULE: ./src/build/survey.ts









/** go vet compiles the tests of the packages, too. */
const VET_TIMEOUT_MS = 300_000;
/** Lists the packages that the programs need, and fetches the modules that are missing. Errors are left to the build. */
async function listSources({ lister, packages, flags }) {
    const listed = await listAll(lister, packages, ['-deps', ...flags]);
    return { packages: listed };
}
/** What the source says of each program's build. No error: what cannot be learned is left out, or told as trouble. */
async function surveySources(request, listing) {
    const { lister, packages, flags, tags, workspace } = request;
    const own = [...listing.packages.values()].filter((listed) => listed.own);
    const names = own
        .filter(({ importPath }) => importPath !== SINGLE_FILES)
        .map(({ importPath }) => importPath);
    const all = [...packages.filter(isSingle), ...units(names)];
    const [untagged, constraints, goMods, check] = await Promise.all([
        listAll(lister, all, withoutTags(flags)),
        loadConstraints(own.flatMap((listed) => filesOf(listed))),
        loadGoMods(lister, own, workspace),
        checkConstraints(request, all),
    ]);
    return new Map(packages.map((main) => {
        const needed = closure(main, listing.packages).filter((listed) => listed.own);
        const folders = new Set(needed.map(({ directory }) => directory));
        const account = {
            tags,
            files: fileTable({ packages: needed, untagged, constraints, tags, workspace }),
            constraints: {
                ...check,
                wrong: check.wrong.filter(({ file }) => folders.has(external_node_path_.dirname(external_node_path_.resolve(workspace, file)))),
            },
            ...linesOf(needed, goMods),
        };
        return [main, account];
    }));
}
const SINGLE_FILES = 'command-line-arguments';
const isSingle = ({ importPath }) => importPath === SINGLE_FILES;
/** Packages that one go command can be given together. */
function units(importPaths) {
    return importPaths.length === 0 ? [] : [{ importPath: '', arguments: importPaths }];
}
async function listAll(command, packages, flags) {
    const together = packages.filter((main) => !isSingle(main)).flatMap((main) => main.arguments);
    const found = new Map();
    for (const { arguments: given } of [...packages.filter(isSingle), ...units(together)]) {
        const { stdout } = await runGo(command, ['list', '-e', ...flags, '-f', SOURCE_FORMAT, ...given]);
        for (const listed of parseSourceList(stdout))
            found.set(listed.importPath, listed);
    }
    return found;
}
/** The same flags, with no tag in force. */
function withoutTags(flags) {
    return flags.map((flag, i) => (flags[i - 1] === '-tags' ? '' : flag));
}
function filesOf({ directory, included, ignored }) {
    return [...included, ...ignored].map((name) => external_node_path_.join(directory, name));
}
function closure(main, packages) {
    const self = packages.get(main.importPath);
    const names = [main.importPath, ...(self?.dependencies ?? [])];
    return names.flatMap((name) => packages.get(name) ?? []);
}
/** The lines of each go.mod, and those of go.work under its own path. */
async function loadGoMods(command, own, workspace) {
    const { stdout } = await runGo(command, ['env', 'GOWORK']);
    const work = stdout.trim();
    const files = new Set(own.map(({ goMod }) => goMod));
    if (work !== 'off')
        files.add(work);
    const found = new Map();
    for (const file of files) {
        if (file === '')
            continue;
        const text = await (0,promises_.readFile)(file, 'utf8').catch(() => '');
        const relative = external_node_path_.relative(workspace, file);
        const shown = relative.startsWith(`..${external_node_path_.sep}`) ? file : relative;
        found.set(file, { demands: parseGoDemands(text, shown), modules: parseModuleLines(text, shown) });
    }
    return found;
}
function linesOf(needed, goMods) {
    const own = new Set(needed.map(({ goMod }) => goMod));
    const lines = [...goMods].flatMap(([file, each]) => (own.has(file) || file.endsWith('go.work') ? each : []));
    return {
        demands: lines.flatMap(({ demands }) => demands),
        modules: lines.flatMap(({ modules }) => modules),
    };
}
async function checkConstraints({ builder, flags, workspace }, packages) {
    const checks = [];
    // With -trimpath, Go's cache answers with the findings of the same package in another folder, under that folder's path.
    const vetFlags = flags.filter((flag) => !/^--?trimpath/.test(flag));
    // Before build-timeout, which would end the run.
    const timeoutMs = Math.min(VET_TIMEOUT_MS, builder.timeoutMs / 2);
    for (const { arguments: given } of packages) {
        const result = await runGo(builder, ['vet', '-buildtag', ...vetFlags, ...given], timeoutMs);
        checks.push(parseConstraintCheck(result.code, result.output, builder.directory, workspace));
    }
    return {
        wrong: checks.flatMap(({ wrong }) => wrong),
        trouble: checks.find(({ trouble }) => trouble !== null)?.trouble ?? null,
    };
}

;// CONCATENATED MODULE: ./src/build/build.ts





















/**
 * Builds every main package that was asked for.
 * @throws BuildError (code `build-failed`); GateError (codes `bad-build-flag`, `bad-build-env`, `bad-ldflags`,
 * `bad-output`, `no-package`, … and those of openContainerGo)
 */
async function buildArtifacts(options, toolchain, context) {
    const prepared = await prepareGoCommand(options, toolchain, context);
    const access = await openPrivateModules(options, prepared.environment, context.temporaryDirectory);
    const command = { ...prepared, environment: { ...prepared.environment, ...access.variables } };
    try {
        return await buildAll(options, toolchain, context, command);
    }
    finally {
        await access.remove();
    }
}
async function buildAll(options, toolchain, context, command) {
    const workspace = context.env.GITHUB_WORKSPACE || command.directory;
    const goflags = (await runGo(command, ['env', 'GOFLAGS'])).stdout.trim();
    const ldflags = await filledLdflags(options.ldflags, command);
    const flags = goBuildFlags({ ...options, ldflags }, goflags);
    const listFlags = [...flags, ...unstamped(toolchain)];
    const packages = await listMainPackages(command, options.packages, listFlags, workspace);
    const request = {
        lister: command,
        builder: command,
        packages,
        flags: listFlags,
        workspace,
        tags: buildTags(options.tags, goflags),
    };
    const listing = await listSources(request);
    const place = await chooseOutput(options.output, packages.length, context.reportDirectory);
    const steps = planBuilds(packages, flags, place);
    for (const { output } of steps)
        await makeRoom(output, options.output !== '');
    const container = options.cgo === 'container'
        ? await openContainerGo({ options, toolchain, outside: command, listing, workspace, context })
        : null;
    try {
        const builder = container?.command ?? command;
        const inside = container && planBuilds(packages, flags, { kind: 'folder', path: container.outputDirectory });
        for (const [i, step] of steps.entries()) {
            const made = inside?.[i] ?? step;
            await context.log.step(renderInert(`Build ${step.main.importPath}`), () => buildOne(made, builder, workspace, context));
            if (made !== step)
                await (0,promises_.copyFile)(made.output, step.output);
        }
        const accounts = await surveySources({ ...request, builder }, listing);
        return await Promise.all(steps.map(({ main, output }) => {
            const source = accounts.get(main);
            if (source === undefined)
                throw new Error(`nothing is known of the source of ${main.importPath}`);
            return loadProgram(main, output, source);
        }));
    }
    finally {
        await container?.close();
    }
}
async function loadProgram(main, output, source) {
    return { artifact: await loadArtifact(output, main.importPath), source };
}
async function filledLdflags(ldflags, { directory, environment, signal }) {
    if (!hasPlaceholders(ldflags))
        return ldflags;
    return fillLdflags(ldflags, await loadGitStamp(directory, environment, signal));
}
/** go build refuses to write over a file that it did not make, and what it cannot make anew must not stay. */
async function makeRoom(output, chosen) {
    if (chosen)
        await checkOverwrite(output);
    await (0,promises_.mkdir)(external_node_path_.dirname(output), { recursive: true }).catch((error) => {
        throw badOutput(`${external_node_path_.dirname(output)} cannot be made (${(0,src_errors.messageOf)(error)})`, 'Give another path.');
    });
    await (0,promises_.rm)(output, { force: true });
}
/** Listing needs no version control, and would fail where git does not answer. Go knows the flag since 1.18. */
function unstamped({ version }) {
    const semantic = (0,go_version/* parseGoVersion */.SX)(version);
    return semantic !== null && semver.lt(semantic, '1.18.0-0') ? [] : ['-buildvcs=false'];
}
async function buildOne(step, command, workspace, { log }) {
    const { code, output } = await runBuild(step, command, { log });
    if (code === 0)
        return;
    const errors = parseCompileErrors(output, command.directory, workspace);
    const place = errors[0];
    const what = place ? `${place.file}:${place.line}: ${place.message}` : tellingLine(output);
    throw new BuildError({
        stage: 'build',
        code: 'build-failed',
        fault: 'user',
        message: `go build ${step.main.importPath} failed: ${what}.`,
        hint: buildHint(output),
    }, errors);
}
/**
 * Builds once more without the version control stamp when git does not answer for this checkout, as in a container
 * job whose user does not own it. The stamp changes nothing that the gate judges.
 */
async function runBuild(step, command, { log }) {
    const build = (args) => log.group(renderCommand(args), (write) => streamGo(command, args, write));
    const result = await build(step.args);
    const stamped = step.args.some((flag) => flag.startsWith('-buildvcs'));
    if (result.code === 0 || stamped || !/error obtaining VCS status/.test(result.output))
        return result;
    log.warning(renderInert(`git does not answer for this checkout (${tellingLine(result.output)}); building with -buildvcs=false`));
    const [verb = 'build', ...rest] = step.args;
    return build([verb, '-buildvcs=false', ...rest]);
}

;// CONCATENATED MODULE: ./src/cache/dependency-hash.ts


/**
 * One hash over the contents of files, whatever they are called and in whichever order they come. Files that are not
 * there do not count.
 * @returns hexadecimal; empty when no file is there or all are empty
 */
async function loadDependencyHash(files) {
    const contents = await Promise.all(files.map((file) => (0,promises_.readFile)(file).catch(() => null)));
    const hashes = contents.flatMap((content) => content === null || content.length === 0 ? [] : [(0,external_node_crypto_.createHash)('sha256').update(content).digest('hex')]);
    if (hashes.length === 0)
        return '';
    return (0,external_node_crypto_.createHash)('sha256').update(hashes.sort().join('\n')).digest('hex').slice(0, 32);
}

;// CONCATENATED MODULE: ./src/cache/go-caches.ts






const go_caches_NOTHING = { hit: false, saves: [] };
/** The variables of `go env` that decide where caches are and what is in them. */
const VARIABLES = [
    ...['GOCACHE', 'GOMODCACHE', 'GOWORK', 'GOMOD', 'GOFLAGS', 'GOEXPERIMENT', 'CGO_ENABLED'],
    ...['GOARCH', 'GOAMD64', 'GOARM64', 'GO386'],
];
/**
 * A build with Go's module cache and build cache: restored before it, into the folders that `go env` names (the user's
 * own, so that the job's other steps gain as well), and saved after the run. What a failed build left is not saved:
 * under the same key nobody would ever complete it.
 */
async function withGoCaches(options, toolchain, context, build) {
    const { hit, saves } = await restoreGoCaches(options, toolchain, context);
    context.cache.tellHit(hit);
    const built = await build();
    for (const save of saves)
        context.cache.saveLater(save);
    return built;
}
/** Never rejects: what is wrong with the build, the build itself will tell. */
async function restoreGoCaches(options, toolchain, context) {
    if (!context.cache.restores)
        return go_caches_NOTHING;
    try {
        const command = await prepareGoCommand(options, toolchain, context);
        const variables = parseVariables((await runGo(command, ['env', '-json', ...VARIABLES])).stdout);
        const dependencies = await dependencyHash(options, command, variables, context);
        if (dependencies === null)
            return go_caches_NOTHING;
        const settings = go_caches_goSettings(options, toolchain, variables, dependencies);
        return await context.log.step('Restore the caches of Go', () => restoreBoth(settings, variables, context));
    }
    catch (error) {
        context.log.info(`No cache of Go is used: ${(0,src_errors.messageOf)(error)}`);
        return go_caches_NOTHING;
    }
}
/** Without dependencies there are no modules to keep. */
async function restoreBoth(settings, variables, { cache, env }) {
    const host = { arch: process.arch, imageOs: env.ImageOS ?? '' };
    const wanted = [
        { name: 'build', title: "Go's build cache", folder: variables.GOCACHE ?? '' },
        ...(settings.dependencies === ''
            ? []
            : [{ name: 'modules', title: "Go's module cache", folder: variables.GOMODCACHE ?? '' }]),
    ];
    const done = await Promise.all(wanted.map(async ({ name, title, folder }) => {
        if (!external_node_path_.isAbsolute(folder))
            return { restored: 'none', saves: [] };
        const keys = goCacheKeys(name, settings, host);
        const take = (directory) => mergeDirectory(directory, folder);
        const restored = await cache.restore({ title, ...keys, beside: folder, take });
        const save = { kind: 'directory', key: keys.key, path: folder };
        return { restored, saves: restored === 'exact' ? [] : [save] };
    }));
    return {
        hit: done.every(({ restored }) => restored === 'exact'),
        saves: done.flatMap(({ saves }) => saves),
    };
}
function parseVariables(json) {
    const parsed = JSON.parse(json);
    const entries = Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {});
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
function go_caches_goSettings(options, { version }, variables, dependencies) {
    const architecture = variables.GOARCH ?? '';
    const level = { amd64: variables.GOAMD64, arm64: variables.GOARM64, 386: variables.GO386 }[architecture];
    return {
        target: level ? `${architecture}-${level.replaceAll(',', '+')}` : architecture,
        cgo: variables.CGO_ENABLED === '1',
        flags: [
            ...[...options.tags].sort(),
            ...options.buildFlags,
            `cgo=${options.cgo}`,
            variables.GOFLAGS ?? '',
            variables.GOEXPERIMENT ?? '',
        ],
        goVersion: version,
        dependencies,
    };
}
/** @returns null when the user's patterns match nothing: no key can be made then */
async function dependencyHash(options, command, variables, { cache, log }) {
    const patterns = options.cacheDependencyPath;
    if (patterns.length === 0)
        return loadDependencyHash(await sumFiles(command, variables));
    const files = await cache.findFiles(patterns, command.directory);
    if (files !== null && files.length === 0) {
        log.warning(`Input cache-dependency-path: no file matches ${patterns.join(', ')}; Go's caches are not used.`);
    }
    return files === null || files.length === 0 ? null : loadDependencyHash(files);
}
/** go.sum of the module, or go.work.sum and the go.sum of every module of the workspace. */
async function sumFiles(command, variables) {
    const { GOWORK: workspace = '', GOMOD: module = '' } = variables;
    if (!external_node_path_.isAbsolute(workspace))
        return [external_node_path_.join(external_node_path_.dirname(module), 'go.sum')];
    const listed = await runGo(command, ['list', '-m', '-f', '{{.Dir}}']);
    const folders = listed.stdout.split('\n').filter((line) => line !== '');
    return [
        external_node_path_.join(external_node_path_.dirname(workspace), 'go.work.sum'),
        ...folders.map((folder) => external_node_path_.join(folder, 'go.sum')),
    ];
}

;// CONCATENATED MODULE: ./src/judge/draw-verdict.ts
/** From the gravest on. */
const draw_verdict_LEVELS = ['error', 'inconclusive', 'warning', 'note'];
/** What the gravest finding makes of the verdict. A proven error counts even when the rest could not be judged. */
const VERDICT_OF = {
    error: 'fail',
    inconclusive: 'inconclusive',
    warning: 'warn',
    note: 'pass',
};
/** The verdict on what was found; what is ignored does not count. */
function verdictOf(findings) {
    const level = draw_verdict_LEVELS.find((each) => findings.some((finding) => !finding.ignored && finding.level === each));
    return VERDICT_OF[level ?? 'note'];
}
/** By level, the gravest first, in the order given; what is ignored at the end. */
function sortFindings(findings) {
    const byLevel = draw_verdict_LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level));
    return [...byLevel.filter(({ ignored }) => !ignored), ...byLevel.filter(({ ignored }) => ignored)];
}

;// CONCATENATED MODULE: ./src/kernel/profile-contents.ts

/** Files that read otherwise on this kernel than on the host's. */
function contentsOf(model, row, spaces) {
    const known = model.contents.filter(({ columns }) => columns.includes(row.column));
    return [
        ...releaseContents(row),
        lastCapability(spaces),
        ...known.map(({ path, text }) => ({ path, kind: 'replaced', text: `${text}\n` })),
        ...absentLines(model, row),
    ];
}
/** Files that tell the release, with the same words as uname(2). */
function releaseContents({ release, version, }) {
    const text = `Linux version ${release} (builder@localhost) (gcc) ${version}\n`;
    return [
        { path: '/proc/sys/kernel/osrelease', kind: 'replaced', text: `${release}\n` },
        { path: '/proc/sys/kernel/version', kind: 'replaced', text: `${version}\n` },
        { path: '/proc/version', kind: 'replaced', text },
    ];
}
/** Programs ask for the capabilities up to this number, which an older kernel would refuse. */
function lastCapability(spaces) {
    const capabilities = spaces.find(({ space }) => space.id === 'prctl-capability');
    const offered = capabilities?.space.options.filter(({ name }) => capabilities.offered.has(name)) ?? [];
    const last = Math.max(...offered.map(({ value }) => value));
    return { path: '/proc/sys/kernel/cap_last_cap', kind: 'replaced', text: `${last}\n` };
}
function absentLines(model, row) {
    const absent = model.lines.filter(({ columns, since }) => !(columns.get(row.column) ?? isOld(since, row.base)));
    return [...new Set(absent.map(({ path }) => path))].map((path) => ({
        path,
        kind: 'without-lines',
        prefixes: absent.filter((line) => line.path === path).map(({ prefix }) => prefix),
    }));
}

;// CONCATENATED MODULE: ./src/kernel/vanilla.ts

const OLDEST = { major: 2, minor: 6032 };
/** Last minor release of each series that has ended. */
const LAST_MINOR = { 3: 19, 4: 20, 5: 19, 6: 19 };
/** The row of `linux-X.Y`, a mainline kernel as such; null when the name is no such one or no such release exists. */
function vanillaRow(model, id) {
    const base = parseKernelVersion(/^linux-(\d+\.\d+(?:\.\d+)?)$/.exec(id)?.[1] ?? '');
    if (!base || !exists(base, model.newest))
        return null;
    const text = renderKernelVersion(base);
    const release = base.major < 3 ? text : `${text}.0`;
    return {
        id: `linux-${text}`,
        aliases: [],
        title: `Linux ${text}`,
        base,
        release,
        version: '#1 SMP',
        glibc: '',
        images: [],
        // arm64 came with 3.7.
        architectures: compareKernelVersions(base, { major: 3, minor: 7 }) < 0
            ? ['x86_64', 'i386']
            : ['x86_64', 'arm64', 'i386'],
        column: `linux-${text}`,
    };
}
function exists(version, newest) {
    const last = LAST_MINOR[version.major];
    return (compareKernelVersions(version, OLDEST) >= 0 &&
        compareKernelVersions(version, newest) <= 0 &&
        (last === undefined || version.minor <= last));
}

;// CONCATENATED MODULE: ./src/kernel/resolve-profile.ts




/** The profile of a name in data/profiles.csv, of one of its aliases, or of `linux-X.Y`; null for any other name. */
function resolveProfile(model, id) {
    const row = model.profiles.find((profile) => profile.id === id || profile.aliases.includes(id));
    const found = row ?? vanillaRow(model, id);
    return found ? profileOf(model, found) : null;
}
/** What the data files say of one kernel. */
function profileOf(model, row) {
    const { id, title, release, version, base, glibc, images, architectures } = row;
    const namesOn = (architecture) => new Set(architectures.includes(architecture) ? offeredNames(model.syscalls, row, architecture) : []);
    const spaces = model.spaces.map((space) => offeredSpace(model, space, row));
    return {
        id,
        title,
        release,
        version,
        base,
        glibc,
        images,
        architectures,
        syscalls: { x86_64: namesOn('x86_64'), arm64: namesOn('arm64'), i386: namesOn('i386') },
        spaces,
        absentPaths: model.paths
            .filter(({ columns, since }) => !(columns.get(row.column) ?? isOld(since, base)))
            .map(({ pattern, since }) => ({ pattern, since })),
        contents: contentsOf(model, row, spaces),
    };
}
function offeredNames(syscalls, row, architecture) {
    return syscalls
        .filter((syscall) => syscall.number[architecture] !== null && isOffered(syscall, row, architecture))
        .map((syscall) => syscall.name);
}
/** The architecture's own column, else x86_64's, else the release. */
function isOffered(syscall, row, architecture) {
    const introduced = introducedOn(syscall, architecture);
    const own = syscall.tables.get(`${row.column}_${architecture}`);
    if (own !== undefined)
        return own;
    // A call that i386 got later than others (4.3, 5.1) is dated there; x86_64's table tells nothing of it.
    const dated = architecture === 'i386' && syscall.introducedI386 !== syscall.introduced;
    const shared = dated ? undefined : syscall.tables.get(row.column);
    return shared ?? (introduced !== null && compareKernelVersions(introduced, row.base) <= 0);
}
function offeredSpace(model, space, row) {
    const rows = model.options.filter((option) => option.space === space.id);
    const absences = rows.map(({ option, ...cells }) => [option.name, resolve_profile_absenceOf(cells, row)]);
    return {
        space,
        offered: new Set(rows.filter((option) => isOfferedOption(option, row)).map(({ option }) => option.name)),
        absences: new Map(absences.filter((pair) => pair[1] !== null)),
    };
}
function isOfferedOption({ option, columns }, row) {
    const cell = columns.get(row.column);
    return cell === undefined ? isOld(option.since, row.base) : cell === 'yes';
}
function resolve_profile_absenceOf({ absence, columns }, row) {
    const cell = columns.get(row.column);
    return typeof cell === 'object' ? cell : absence;
}

;// CONCATENATED MODULE: ./src/judge/needed.ts








/**
 * What the artifact's own executable used, by what was answered without an error. When it fails under the surface,
 * that is what it used there, what it cannot do without, and what it used in the control run of all that the target
 * has. Null when no run shows it doing its job.
 */
function neededThings(facts) {
    switch (outcomeOf(facts)) {
        case 'did-job':
        case 'control-failed':
            return usedBy(ownProgram(facts)).map((used) => needOf(used, facts));
        case 'only-surface':
            return afterFailure(facts);
        default:
            return null;
    }
}
function afterFailure(facts) {
    const { attribution, control, profile, architecture } = facts;
    const { refused } = surfaceAccount(facts);
    const ids = attribution?.culprits.length ? attribution.culprits : refused.map(({ id }) => id);
    // Which release would please a program that reads the kernel's name is not for us to say.
    if (ids.length === 0 || !ids.every(isNamed))
        return null;
    const inControl = programOf(control, facts.programPath);
    const lacking = inControl ? surfaceUses(inControl, profile, architecture).map(({ id }) => id) : [];
    const used = [
        ...usedBy(ownProgram(facts)),
        ...usedBy(inControl).filter(({ id }) => !lacking.includes(id)),
        ...ids.map((id) => ({ id, label: refused.find((use) => use.id === id)?.label ?? label_labelOf(id) })),
    ];
    return used.map((each) => needOf(each, facts));
}
function usedBy(program) {
    if (!program)
        return [];
    const worked = ({ succeeded }) => succeeded > 0;
    return [
        ...program.syscalls.filter(worked).map(({ name }) => ({ id: syscallId(name), label: `${name}(2)` })),
        ...program.options.filter(worked).map(({ space, option, syscall }) => ({
            id: optionId(space, option),
            label: `${syscall}(${option})`,
        })),
        ...program.paths
            .filter(worked)
            .map(({ pattern }) => ({ id: pathId(pattern), label: label_labelOf(pathId(pattern)) })),
    ];
}
function needOf({ id, label }, { model, architecture }) {
    const since = sinceOf(id, model, architecture);
    return {
        label,
        since: versionOf(since),
        offeredBy: (profile) => since.kind === 'always' || offers(profile, id, architecture),
    };
}
/** Whether it names a thing that a kernel has or lacks, not the words in which the kernel speaks of itself. */
function isNamed(id) {
    const { kind } = parseSurfaceId(id);
    return kind !== 'uname' && kind !== 'content';
}
function versionOf(since) {
    if (since.kind === 'always')
        return { major: 0, minor: 0 };
    return since.kind === 'known' ? since.version : null;
}

;// CONCATENATED MODULE: ./src/judge/needs.ts







/** Null when no run shows what it needs. */
function needsOf(facts) {
    const things = neededThings(facts);
    if (!things)
        return null;
    const needs = [...floors(facts), ...things];
    const newest = needs.reduce((a, b) => (isNewer(b, a) ? b : a), needs_NOTHING);
    const el = lowestEl([...needs, ...glibcNeeds(facts.inspection), ...runtimeNeeds(facts.inspection)], facts);
    return {
        kernel: newest.since && renderKernelVersion(newest.since),
        el: el.id,
        decidedBy: { kernel: newest.label, el: el.decidedBy ?? newest.label },
    };
}
/** The oldest kernel that any Go ever ran on (golang/go issue 30559). */
const needs_NOTHING = {
    label: 'nothing newer',
    since: { major: 2, minor: 6023 },
    offeredBy: () => true,
};
function isNewer(a, b) {
    if (b.since === null)
        return false;
    return a.since === null || compareKernelVersions(a.since, b.since) > 0;
}
/** Without any run: what the file itself refuses to run on. */
function floors({ inspection, architecture }) {
    const { go, elf } = inspection;
    const goFloor = go && floorOfGo(go.version);
    const abi = elf.abiTag?.os === 0 ? parseKernelVersion(elf.abiTag.kernel) : null;
    return [
        ...(goFloor ? [atLeast(goFloor, `Go ${go.version.replace(/^go/, '')}`)] : []),
        ...(abi ? [atLeast(abi, "the file's ABI note")] : []),
        ...(architecture === 'arm64' ? [atLeast({ major: 3, minor: 7 }, 'arm64')] : []),
    ];
}
function atLeast(since, label) {
    return { label, since, offeredBy: ({ base }) => compareKernelVersions(base, since) >= 0 };
}
function glibcNeeds(inspection) {
    const lowest = lowestGlibc(inspection);
    if (lowest === null)
        return [];
    const offeredBy = ({ glibc }) => compareVersions(glibc, lowest) >= 0;
    return [{ label: `glibc ${lowest}`, since: null, offeredBy }];
}
/** A file with a runpath may bring these libraries along. */
function runtimeNeeds({ elf }) {
    if (elf.runpath.length > 0)
        return [];
    const offeredBy = (profile) => missingRuntime(elf.verneed, profile) === null;
    return [{ label: 'a newer libstdc++ or libgcc', since: null, offeredBy }];
}
function lowestEl(needs, { model, architecture }) {
    const tried = model.profiles
        .filter(({ id, architectures }) => /^el\d/.test(id) && architectures.includes(architecture))
        .map((row) => profileOf(model, row))
        .sort(byAge)
        .map((profile) => ({ id: profile.id, lacks: needs.find((need) => !need.offeredBy(profile)) }));
    const at = tried.findIndex(({ lacks }) => !lacks);
    const before = at < 0 ? tried.at(-1) : tried[at - 1];
    return { id: tried[at]?.id ?? null, decidedBy: before?.lacks?.label ?? null };
}
/** By the release that it was made from, then by the number in the id; `el7` is the family's last. */
function byAge(a, b) {
    return compareKernelVersions(a.base, b.base) || needs_minorOf(a.id) - needs_minorOf(b.id);
}
function needs_minorOf(id) {
    return Number(/\.(\d+)$/.exec(id)?.[1] ?? 99);
}

;// CONCATENATED MODULE: ./src/judge/judge.ts





/** Asks every rule, sorts what they say, and draws the verdict. Pure: the same facts give the same verdict. */
function judge(facts) {
    const findings = RULES.flatMap((rule) => rule.check(facts).map((said) => ({ rule: rule.id, ...said })));
    return {
        verdict: verdictOf(findings),
        findings: sortFindings(findings),
        evidence: gatheredEvidence(facts),
        surface: facts.run && surfaceAccount(facts),
        reach: reachAccount(facts),
        needs: needsOf(facts),
    };
}
function gatheredEvidence(facts) {
    const { run } = facts;
    const booted = run?.result?.startError === '' && run.trace !== null;
    return [
        'static',
        ...(booted ? ['boot'] : []),
        ...(booted && run.place.targetUserland ? ['userland'] : []),
        ...(booted && surfaceAccount(facts).held ? ['surface'] : []),
    ];
}

;// CONCATENATED MODULE: ./src/judge/module-table.ts



const VERSION = /^(?:v\d+\.\d+\.\d+)?$/;
/** Parses data/modules.csv. @throws CsvError with line and column */
function parseModuleTable(csv) {
    const table = parseCsv('modules.csv', csv);
    return table.rows.map((row) => module_table_needOf(table, row));
}
function module_table_needOf(table, row) {
    const cell = (column, form, what) => cellOf(table, row, column, form, what);
    const kernel = parseKernelVersion(cell('kernel', /^\d+\.\d+$/, 'a kernel release such as 5.1'));
    if (!kernel)
        throw cellError(table, row, 'kernel', 'is not a kernel release');
    return {
        module: cell('module', /^[a-z0-9.-]+\.[a-z]+\/\S+$/, 'the path of a module'),
        needs: cell('needs', /\S/, 'what the module needs'),
        id: idOf(table, row),
        kernel,
        without: cell('without', /^(?:fails|falls-back|caller)$/, 'fails, falls-back or caller'),
        from: cell('from', VERSION, 'a version such as v0.40.0') || null,
        below: cell('below', VERSION, 'a version such as v0.43.0') || null,
        source: cell('source', /https:\/\//, 'an address'),
    };
}
function idOf(table, row) {
    const id = row.cells.get('id')?.text ?? '';
    if (id === '')
        return null;
    try {
        parseSurfaceId(id);
        return id;
    }
    catch (error) {
        throw cellError(table, row, 'id', error.message);
    }
}

;// CONCATENATED MODULE: ./src/judge/known-code.ts


/** @throws CsvError with file, line and column when a file is not as it must be. */
function parseKnownCode(data) {
    return { probes: parseGoProbeTable(data.probes), modules: parseModuleTable(data.modules) };
}

;// CONCATENATED MODULE: ./src/judge/load-known-code.ts


/** Reads the project's own data files; the bundler carries them along. */
function loadKnownCode() {
    return parseKnownCode({
        probes: (0,external_node_fs_.readFileSync)(__webpack_require__.ab + "go-probes.csv", 'utf8'),
        modules: (0,external_node_fs_.readFileSync)(__webpack_require__.ab + "modules.csv", 'utf8'),
    });
}

;// CONCATENATED MODULE: ./src/judge/verdict.ts
/** Before a file could be judged at all. */
const UNJUDGED = {
    verdict: 'inconclusive',
    findings: [],
    evidence: [],
    surface: null,
    reach: null,
    needs: null,
};

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./src/yaml-file.ts

/** A text that is no YAML, or not YAML of the plain kind. */
class YamlError extends Error {
    place;
    constructor(place, message, cause) {
        super(message, { cause });
        this.place = place;
    }
}
/** A file that repeats itself more often by aliases is made to exhaust memory. */
const MAX_ALIASES = 100;
const TOO_DEEP = 'It is nested too deeply';
/**
 * Parses one YAML document (JSON is YAML too).
 * @throws YamlError for syntax, a key given twice, an unknown tag, several documents, too many aliases
 */
function parseYaml(text) {
    const lines = new dist/* LineCounter */.HN();
    const at = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { line: Math.max(1, line), column: Math.max(1, col) };
    };
    const document = (0,dist/* parseDocument */.Tp)(text, { lineCounter: lines, prettyErrors: false });
    const problem = document.errors[0] ?? document.warnings[0];
    if (problem) {
        // The parser goes down by recursion.
        const words = problem.code === 'RESOURCE_EXHAUSTION' ? TOO_DEEP : problem.message;
        throw new YamlError(at(problem.pos[0]), words, problem);
    }
    return {
        value: plainValue(document, at),
        placeOf: (path, part = 'value') => at(offsetOf(document, path, part)),
        textOf: (path) => yaml_file_textOf(nodeAt(document, path)),
    };
}
function plainValue(document, at) {
    try {
        return document.toJS({ maxAliasCount: MAX_ALIASES });
    }
    catch (error) {
        // ReferenceError: too many aliases, or one of nothing.
        const words = error instanceof ReferenceError ? error.message : TOO_DEEP;
        throw new YamlError(at(danglingAlias(document) ?? document.contents?.range?.[0] ?? 0), words, error);
    }
}
function danglingAlias(document) {
    let offset;
    (0,dist/* visit */.YR)(document, {
        Alias(_, alias) {
            if (alias.resolve(document))
                return undefined;
            offset = alias.range?.[0];
            return dist/* visit */.YR.BREAK;
        },
    });
    return offset;
}
function resolved(document, node) {
    return (0,dist/* isAlias */.Vj)(node) ? node.resolve(document) : node;
}
function nodeAt(document, path) {
    let node = resolved(document, document.contents);
    for (const key of path) {
        if ((0,dist/* isMap */.jh)(node))
            node = pairOf(node, key)?.value;
        else if ((0,dist/* isSeq */.oP)(node))
            node = node.items[Number(key)];
        else
            return undefined;
        node = resolved(document, node);
    }
    return node;
}
function yaml_file_textOf(node) {
    if (!(0,dist/* isScalar */.jn)(node) || node.value === null)
        return '';
    return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}
function offsetOf(document, path, part) {
    let offset = document.contents?.range?.[0] ?? 0;
    for (let depth = 1; depth <= path.length; depth++) {
        const parent = nodeAt(document, path.slice(0, depth - 1));
        const key = path[depth - 1] ?? '';
        const pair = (0,dist/* isMap */.jh)(parent) ? pairOf(parent, key) : undefined;
        const item = (0,dist/* isSeq */.oP)(parent) ? parent.items[Number(key)] : undefined;
        if (!pair && !item)
            return offset;
        offset = item?.range?.[0] ?? pair?.key?.range?.[0] ?? offset;
        const last = depth === path.length;
        if (last && part === 'value' && (0,dist/* isScalar */.jn)(pair?.value))
            offset = pair.value.range?.[0] ?? offset;
    }
    return offset;
}
function pairOf(map, key) {
    if (!(0,dist/* isMap */.jh)(map))
        return undefined;
    return map.items.find((item) => (0,dist/* isScalar */.jn)(item.key) && String(item.key.value) === String(key));
}

;// CONCATENATED MODULE: ./src/kernel/nearest.ts
/** Of `names` the one that `text` was probably meant to be; null when none is near (more than a third of it differs). */
function nearestName(text, names) {
    const wanted = text.toLowerCase();
    let best = null;
    for (const name of names) {
        const distance = editDistance(wanted, name.toLowerCase());
        if (!best || distance < best.distance)
            best = { name, distance };
    }
    return best && best.distance <= Math.max(1, Math.floor(text.length / 3)) ? best.name : null;
}
/** Levenshtein's: insertions, deletions and replacements of one character. */
function editDistance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let j = 1; j <= b.length; j++) {
            const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
            next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[b.length] ?? 0;
}
/** ` Did you mean X?` or nothing, to put behind a sentence. */
function nearest_didYouMean(text, names) {
    const nearest = nearestName(text, names);
    return nearest === null ? '' : ` Did you mean ${nearest}?`;
}

;// CONCATENATED MODULE: ./src/kernel/profile-edits.ts



/** An edit that names nothing; `path` leads to it in the file. */
class ProfileEditError extends RangeError {
    path;
    constructor(path, message) {
        super(message);
        this.path = path;
    }
}
/**
 * The profile with a file's edits. What is added wins over what is removed.
 * @param id of the new profile
 * @throws ProfileEditError
 */
function applyProfileEdits(base, file, id, model) {
    const syscalls = model.syscalls.map(({ name }) => name);
    const patterns = model.paths.map(({ pattern }) => pattern);
    const options = model.spaces.flatMap((space) => space.options.map(({ name }) => `${space.id}/${name}`));
    const list = (key, what, known) => checked([key, what], file[key]?.[what] ?? [], known);
    const named = renamed(base, file, id);
    const removedOptions = list('options', 'remove', options);
    const removed = {
        ...named,
        syscalls: withoutSyscalls(named.syscalls, list('syscalls', 'remove', syscalls)),
        spaces: named.spaces.map((space) => withoutOptions(space, removedOptions)),
        absentPaths: [...named.absentPaths, ...absent(named, file.paths?.remove ?? [], model)],
    };
    const added = checkedPaths(['paths', 'add'], file.paths?.add ?? [], [
        ...patterns,
        ...(file.paths?.remove ?? []),
    ]);
    return allowOnProfile(removed, [
        ...list('syscalls', 'add', syscalls).map((name) => `syscall:${name}`),
        ...list('options', 'add', options).map((name) => `option:${name}`),
        ...added.map((pattern) => `path:${pattern}`),
    ]);
}
function renamed(base, file, id) {
    const release = file.release ?? base.release;
    const version = file.version ?? base.version;
    const words = releaseContents({ release, version });
    return {
        ...base,
        id,
        title: file.title ?? `${base.title}, changed by ${id}`,
        release,
        version,
        glibc: file.glibc ?? base.glibc,
        images: file.image ? [file.image] : base.images,
        contents: [...words, ...base.contents.filter(({ path }) => !words.some((word) => word.path === path))],
    };
}
function checked(path, names, known) {
    names.forEach((name, i) => {
        if (!known.includes(name)) {
            throw new ProfileEditError([...path, i], `"${name}" is not known.${nearest_didYouMean(name, known)}`);
        }
    });
    return names;
}
function withoutSyscalls(syscalls, removed) {
    const less = (names) => new Set([...names].filter((name) => !removed.includes(name)));
    return { x86_64: less(syscalls.x86_64), arm64: less(syscalls.arm64), i386: less(syscalls.i386) };
}
function withoutOptions(space, removed) {
    const offered = [...space.offered].filter((name) => !removed.includes(`${space.space.id}/${name}`));
    return { ...space, offered: new Set(offered) };
}
/** Any path may be removed; one of ours keeps the release that it came with. */
function absent(profile, paths, model) {
    checkedPaths(['paths', 'remove'], paths, paths);
    return paths
        .filter((pattern) => !profile.absentPaths.some((path) => path.pattern === pattern))
        .map((pattern) => ({
        pattern,
        since: model.paths.find((row) => row.pattern === pattern)?.since ?? profile.base,
    }));
}
function checkedPaths(path, paths, known) {
    paths.forEach((each, i) => {
        if (!/^(\/[^/]+)+$/.test(each)) {
            throw new ProfileEditError([...path, i], `"${each}" is not an absolute path or pattern.`);
        }
    });
    return checked(path, paths, known);
}

;// CONCATENATED MODULE: ./src/kernel/target.ts




/** A target with a slash or with one of these endings is a profile file of the user's. */
const PROFILE_FILE = /\/|\.(ya?ml|json)$/;
/**
 * The kernel that the input `target` names.
 * @throws GateError that lists the names, and the nearest one, when there is no such kernel.
 */
function resolveTarget(text, model) {
    const profile = resolveProfile(model, text.trim());
    if (profile)
        return profile;
    const names = targetNames(model);
    throw new src_errors.GateError({
        stage: 'inputs',
        code: 'unknown-target',
        fault: 'user',
        message: `Input target: there is no kernel "${text}".${nearest_didYouMean(text, [...names, ...aliases(model)])}`,
        hint: `Known are ${names.join(', ')}, linux-X.Y for every release from 2.6.32 to ${renderKernelVersion(model.newest)}, and profile files (./kernel.yml).`,
    });
}
/** Ids of the named kernels, in the order of data/profiles.csv. */
function targetNames(model) {
    return model.profiles.map(({ id }) => id);
}
function aliases(model) {
    return [...model.profiles.flatMap((profile) => profile.aliases), 'linux-3.10'];
}
/** @throws GateError when the kernel never existed for an architecture. */
function checkArchitecture(profile, architecture) {
    if (profile.architectures.includes(architecture))
        return;
    throw new src_errors.GateError({
        stage: 'inputs',
        code: 'no-such-kernel',
        fault: 'user',
        message: `${profile.title} does not exist for ${architecture}, only for ${profile.architectures.join(' and ')}.`,
        hint: architecture === 'arm64' && profile.id.startsWith('el7')
            ? 'RHEL 7 for ARM shipped a 4.14 kernel: take target linux-4.14, or build for amd64.'
            : 'Choose another target, or build for one of these.',
    });
}

;// CONCATENATED MODULE: ./src/kernel/profile-file.ts







const edits = schemas/* strictObject */.rej({ add: schemas/* array */.YOg(schemas/* string */.YjP()).optional(), remove: schemas/* array */.YOg(schemas/* string */.YjP()).optional() });
/** A user's own profile: a named kernel and what is different on theirs. */
const profileFileSchema = schemas/* strictObject */.rej({
    extends: schemas/* string */.YjP().min(1),
    title: schemas/* string */.YjP().min(1).optional(),
    release: schemas/* string */.YjP()
        .regex(/^\d+\.\d+\S{0,58}$/, 'must be what uname -r says, 64 characters at most')
        .optional(),
    version: schemas/* string */.YjP().min(1).max(64).optional(),
    glibc: schemas/* string */.YjP()
        .regex(/^2\.\d+$/, 'must be a glibc version in quotes, such as "2.17"')
        .optional(),
    image: schemas/* string */.YjP().min(1).optional(),
    syscalls: edits.optional(),
    options: edits.optional(),
    paths: edits.optional(),
});
/**
 * The kernel that a profile file describes (docs/kernels.md). JSON is YAML too.
 * @param name of the file, for messages
 * @throws GateError with line and column, and the nearest name where one is unknown.
 */
function parseProfileFile(text, name, model) {
    const yaml = readYaml(text, name);
    const place = (path, part) => {
        const { line, column } = yaml.placeOf(path, part);
        return `${name}:${line}:${column}`;
    };
    const parsed = profileFileSchema.safeParse(yaml.value);
    if (!parsed.success)
        throw broken(issueText(parsed.error.issues[0], place), parsed.error);
    const file = parsed.data;
    const base = resolveProfile(model, file.extends);
    if (!base) {
        const nearest = nearest_didYouMean(file.extends, [...targetNames(model), 'linux-3.10']);
        throw broken(`${place(['extends'])}: there is no kernel "${file.extends}".${nearest}`);
    }
    try {
        return applyProfileEdits(base, file, name.replace(/\.[^.]*$/, ''), model);
    }
    catch (error) {
        if (error instanceof ProfileEditError)
            throw broken(`${place(error.path)}: ${error.message}`, error);
        throw error;
    }
}
function readYaml(text, name) {
    try {
        return parseYaml(text);
    }
    catch (error) {
        if (!(error instanceof YamlError))
            throw error;
        throw broken(`${name}:${error.place.line}:${error.place.column}: ${profile_file_sentence(error.message)}`, error);
    }
}
function issueText(issue, place) {
    if (!issue)
        return 'The file is not a profile.';
    const path = issue.path.filter((key) => typeof key !== 'symbol');
    if (issue.code === 'unrecognized_keys') {
        const key = issue.keys[0] ?? '';
        const known = path.length === 0 ? Object.keys(profileFileSchema.shape) : ['add', 'remove'];
        return `${place([...path, key], 'key')}: the key "${key}" is unknown.${nearest_didYouMean(key, known)}`;
    }
    const what = path.length === 0 ? 'the file' : path.join('.');
    return `${place(path)}: ${what}: ${profile_file_sentence(issue.message)}`;
}
function profile_file_sentence(text) {
    return /[.!?]$/.test(text) ? text : `${text}.`;
}
function broken(message, cause) {
    return new src_errors.GateError({
        stage: 'inputs',
        code: 'bad-profile',
        fault: 'user',
        message,
        hint: 'docs/kernels.md shows what a profile file may say.',
        cause,
    });
}

;// CONCATENATED MODULE: ./src/kernel/load-target.ts





/**
 * The kernel that the input `target` names: one of ours, or a profile file's.
 * @throws GateError for a name that is none, a file that cannot be read, and a file that is not as it must be.
 */
async function loadTarget(target, model) {
    if (!PROFILE_FILE.test(target))
        return resolveTarget(target, model);
    return parseProfileFile(await readProfileFile(target), external_node_path_.basename(target), model);
}
async function readProfileFile(file) {
    try {
        return await (0,promises_.readFile)(file, 'utf8');
    }
    catch (cause) {
        throw new src_errors.GateError({
            stage: 'inputs',
            code: 'unreadable-profile',
            fault: 'user',
            message: `Input target: the profile file ${file} cannot be read: ${(0,src_errors.messageOf)(cause)}.`,
            hint: 'Give a path relative to the working directory, or the name of a kernel such as el7.',
            cause,
        });
    }
}

;// CONCATENATED MODULE: ./src/words.ts
const words_ESCAPES = {
    n: '\n',
    r: '\r',
    t: '\t',
    '0': '\0',
    '"': '"',
    '\\': '\\',
};
/**
 * Splits a line into words as a shell would, without expanding anything: blanks separate, 'single quotes' keep
 * their text, "double quotes" know the escapes \n \r \t \0 \" \\ and \xHH. Outside of quotes a backslash is
 * an ordinary character.
 * @throws RangeError when a quote is not closed or an escape is unknown.
 */
function parseWords(line) {
    const words = [];
    const token = /\s*(?:((?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'])+)|(\S))/gy;
    for (const match of line.trimEnd().matchAll(token)) {
        if (match[1] === undefined)
            throw new RangeError(`the quote ${match[2]} is not closed`);
        words.push(match[1].replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_, double, single) => single ?? unescaped(double)));
    }
    return words;
}
function unescaped(text) {
    return text.replace(/\\(?:x([0-9a-fA-F]{2})|(.))/g, (whole, hex, short) => {
        if (hex !== undefined)
            return String.fromCharCode(Number.parseInt(hex, 16));
        const character = short === undefined ? undefined : words_ESCAPES[short];
        if (character === undefined)
            throw new RangeError(`the escape ${whole} is unknown`);
        return character;
    });
}

;// CONCATENATED MODULE: ./src/boot/ready.ts
const READY_FORMS = 'auto, exit, tcp:PORT, tcp:HOST:PORT, http://…, https://… or log:REGEX';
/**
 * Parses the `ready` input.
 * @throws RangeError whose message continues "ready: ".
 */
function parseReady(text) {
    if (text === 'auto' || text === 'exit')
        return { kind: text };
    if (/^https?:\/\//.test(text))
        return { kind: 'http', url: checkedUrl(text) };
    if (text.startsWith('log:') && text.length > 4)
        return { kind: 'log', pattern: text.slice(4) };
    const tcp = /^tcp:(?:(.*):)?(\d{1,5})$/.exec(text);
    if (tcp) {
        const port = Number(tcp[2]);
        if (port >= 1 && port <= 65535)
            return { kind: 'tcp', host: tcp[1] || '127.0.0.1', port };
        throw new RangeError(`port ${tcp[2]} is not between 1 and 65535`);
    }
    throw new RangeError(`"${text}" is none of ${READY_FORMS}`);
}
/** @throws RangeError when the text is no absolute http or https URL. */
function checkedUrl(text) {
    if (!/^https?:\/\//.test(text) || !URL.canParse(text))
        throw new RangeError(`"${text}" is not an http:// or https:// URL`);
    return text;
}

;// CONCATENATED MODULE: ./src/boot/exercise.ts


const HTTP_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const SOCKETS = ['tcp', 'udp', 'unix'];
const SIGNALS = ['HUP', 'INT', 'QUIT', 'USR1', 'USR2', 'TERM', 'CONT', 'WINCH'];
const FORMS = `${HTTP_METHODS.join('|')} URL, ${SOCKETS.join('|')} ADDRESS, exec ARGV…, signal NAME or wait DURATION`;
/** Longest `wait` and highest `xN`: an exercise shows a code path, it is no load test. */
const MAX_WAIT_MS = 600_000;
const MAX_TIMES = 100_000;
const MAX_CONCURRENCY = 256;
/**
 * Parses one `exercise` line; the grammar is in docs/exercises.md.
 * @throws RangeError that says which word is wrong.
 */
function parseExercise(line) {
    const [verb = '', ...rest] = parseWords(line);
    const method = HTTP_METHODS.find((name) => name === verb.toUpperCase());
    if (method)
        return parseHttp(line, method, rest);
    const network = SOCKETS.find((name) => name === verb);
    if (network)
        return parseSocket(line, network, rest);
    if (verb === 'exec') {
        if (rest.length === 0)
            throw new RangeError('exec needs a command');
        return { line, kind: 'exec', argv: rest };
    }
    if (verb === 'signal')
        return { line, kind: 'signal', name: signalName(rest) };
    if (verb === 'wait')
        return { line, kind: 'wait', ms: waitMs(rest) };
    throw new RangeError(`"${verb}" is no exercise: ${FORMS}`);
}
function parseHttp(line, method, words) {
    const url = checkedUrl(words[0] ?? '');
    const http = {
        line,
        kind: 'http',
        method,
        url,
        headers: [],
        body: '',
        status: 0,
        contains: '',
        times: 1,
        concurrency: 1,
    };
    for (let i = 1; i < words.length; i++) {
        const word = words[i] ?? '';
        if (/^[1-5]\d\d$/.test(word))
            http.status = Number(word);
        else if (/^x\d+$/.test(word))
            http.times = within(word, 1, MAX_TIMES);
        else if (/^c\d+$/.test(word))
            http.concurrency = within(word, 1, MAX_CONCURRENCY);
        else if (word === 'header')
            http.headers.push(headerOf(words, i++));
        else if (word === 'body')
            http.body = exercise_argumentOf(words, i++);
        else if (word === 'contains')
            http.contains = exercise_argumentOf(words, i++);
        else
            throw new RangeError(`"${word}" is none of STATUS, xN, cN, header "…", body "…", contains "…"`);
    }
    return http;
}
function parseSocket(line, network, words) {
    const address = words[0] ?? '';
    if (address === '')
        throw new RangeError(`${network} needs an address`);
    if (network !== 'unix' && !/:\d{1,5}$/.test(address))
        throw new RangeError(`"${address}" is not HOST:PORT`);
    const socket = {
        line,
        kind: 'socket',
        network,
        address,
        concurrency: 1,
        send: '',
        halfClose: false,
        expect: '',
    };
    for (let i = 1; i < words.length; i++) {
        const word = words[i] ?? '';
        if (/^c\d+$/.test(word))
            socket.concurrency = within(word, 1, MAX_CONCURRENCY);
        else if (word === 'send')
            socket.send = exercise_argumentOf(words, i++);
        else if (word === 'expect')
            socket.expect = exercise_argumentOf(words, i++);
        else if (word === 'half-close')
            socket.halfClose = true;
        else
            throw new RangeError(`"${word}" is none of cN, send "…", half-close, expect "…"`);
    }
    return socket;
}
function exercise_argumentOf(words, index) {
    const argument = words[index + 1];
    if (argument === undefined)
        throw new RangeError(`"${words[index]}" needs a text after it`);
    return argument;
}
function headerOf(words, index) {
    const header = exercise_argumentOf(words, index);
    if (/^[\w!#$%&'*+.^`|~-]+:[^\r\n]*$/.test(header))
        return header;
    throw new RangeError(`"${header}" is no header like "Name: value"`);
}
function within(word, low, high) {
    const value = Number(word.slice(1));
    if (value < low || value > high)
        throw new RangeError(`"${word}": ${value} is not between ${low} and ${high}`);
    return value;
}
function signalName(words) {
    const name = (words[0] ?? '').toUpperCase().replace(/^SIG/, '');
    if (words.length === 1 && SIGNALS.some((known) => known === name))
        return `SIG${name}`;
    throw new RangeError(`"${words.join(' ')}" is none of the signals ${SIGNALS.join(', ')}`);
}
function waitMs(words) {
    const ms = parseDuration(words.join(' '));
    if (ms > MAX_WAIT_MS)
        throw new RangeError(`wait is at most ${MAX_WAIT_MS / 60_000} minutes`);
    return ms;
}
/**
 * Milliseconds of `500ms`, `30s`, `2m`, `1h`, or of a bare number of seconds.
 * @throws RangeError
 */
function parseDuration(text) {
    const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)?$/.exec(text.trim());
    if (!match)
        throw new RangeError(`"${text}" is no duration like 500ms, 30s or 2m`);
    const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[match[2]] ?? 1000;
    return Math.round(Number(match[1]) * unit);
}

;// CONCATENATED MODULE: ./src/setup/go-architecture.ts
/** The architectures for which Go publishes Linux archives, each with the names that Node, Go, uname and setup-go use. */
const go_architecture_ARCHITECTURES = [
    { toolCache: 'x64', goarch: 'amd64', site: 'amd64', names: ['x86_64', 'x86-64'] },
    { toolCache: 'arm64', goarch: 'arm64', site: 'arm64', names: ['aarch64'] },
    { toolCache: 'x32', goarch: '386', site: '386', names: ['x86', 'ia32', 'i386', 'i686'] },
    { toolCache: 'arm', goarch: 'arm', site: 'armv6l', names: [] },
    { toolCache: 'ppc64', goarch: 'ppc64le', site: 'ppc64le', names: [] },
    { toolCache: 's390x', goarch: 's390x', site: 's390x', names: [] },
    { toolCache: 'riscv64', goarch: 'riscv64', site: 'riscv64', names: [] },
    { toolCache: 'loong64', goarch: 'loong64', site: 'loong64', names: [] },
];
/** The architecture of a name (`x64`, `amd64`, `x86_64`, `386`, …), whatever its case. Null: none that Go is published for. */
function parseArchitecture(text) {
    const name = text.trim().toLowerCase();
    const found = go_architecture_ARCHITECTURES.find(({ toolCache, goarch, site, names }) => [toolCache, goarch, site, ...names].includes(name));
    return found ? { toolCache: found.toolCache, goarch: found.goarch, site: found.site } : null;
}
/** For messages. */
const ARCHITECTURE_NAMES = go_architecture_ARCHITECTURES.map(({ goarch }) => goarch).join(', ');

;// CONCATENATED MODULE: ./src/inputs.ts










/** An input that is not as it must be (code `bad-input`). */
class InputError extends src_errors.GateError {
    input;
    /** What is wrong, without naming the input and without a full stop. */
    problem;
    constructor(input, problem, hint) {
        const message = `Input ${input}: ${problem}.`;
        super({ stage: 'inputs', code: 'bad-input', fault: 'user', message, hint });
        this.input = input;
        this.problem = problem;
    }
}
/**
 * Validates every input.
 * @param raw as given; see INPUTS for what each may be
 * @param base absolute path against which relative paths are resolved
 * @throws InputError for the first wrong one
 */
function parseInputs(raw, base) {
    const text = (name) => raw[name]?.trim() || specOf(name).default;
    const value = (name, parse) => parsed(name, text(name), parse);
    const duration = (name, low, high) => value(name, (t) => between(parseDuration(t), low, high, 'ms'));
    const workingDirectory = external_node_path_.resolve(base, text('working-directory'));
    const artifacts = inputs_lines(text('artifact')).map((file) => external_node_path_.resolve(base, file));
    rejectBoth(raw, artifacts);
    return {
        goVersion: text('go-version'),
        goVersionFile: absolutePath(text('go-version-file'), base),
        checkLatest: value('check-latest', (t) => inputs_oneOf(input_table/* BOOLEANS */.sV)(t.toLowerCase()) === 'true'),
        architecture: value('architecture', architectureName),
        goDownloadBaseUrl: value('go-download-base-url', baseUrl),
        token: text('token'),
        cache: choice('cache', text('cache').toLowerCase()),
        cacheDependencyPath: inputs_lines(text('cache-dependency-path')).map((pattern) => absolutePattern(pattern, base)),
        workingDirectory,
        packages: inputs_lines(text('package')),
        tags: value('tags', tagList),
        ldflags: text('ldflags'),
        buildFlags: value('build-flags', parseWords),
        buildEnv: value('build-env', environment),
        buildTimeoutMs: duration('build-timeout', 1000, 21_600_000),
        ...buildTarget(value),
        output: absolutePath(text('output'), base),
        ...cgoInputs(raw, choice('cgo', text('cgo')), value),
        goPolicy: goPolicy(text('go-policy'), artifacts),
        goprivate: text('goprivate'),
        privateHosts: value('private-token', parsePrivateHosts),
        artifacts,
        target: targetOf(text('target'), base),
        engine: choice('engine', text('engine')),
        image: text('image'),
        privileges: choice('privileges', text('privileges')),
        strace: choice('strace', text('strace')),
        args: value('args', parseWords),
        files: inputs_lines(text('files')).map((file) => absolutePath(file, base)),
        env: value('env', environment),
        ready: value('ready', parseReady),
        exercises: value('exercise', (t) => inputs_lines(t).map(parseExercise)),
        exitCode: value('exit-code', (t) => integer(t, 0, 255)),
        readyTimeoutMs: duration('ready-timeout', 100, 3_600_000),
        runTimeoutMs: duration('run-timeout', 100, 21_600_000),
        stopTimeoutMs: duration('stop-timeout', 100, 600_000),
        observeMs: duration('observe', 0, 600_000),
        memoryBytes: value('memory-limit', inputs_size),
        pids: value('pids-limit', (t) => integer(t, 16, 1_000_000)),
        mode: choice('mode', text('mode')),
        reportDirectory: text('report-directory') && external_node_path_.resolve(base, text('report-directory')),
        policy: text('policy') && external_node_path_.resolve(base, text('policy')),
    };
}
/** Those that say something. The runner passes an input's default as if it had been given, so a default says nothing. */
function givenInputs(raw) {
    const given = input_table/* INPUTS */.mc.filter(({ name }) => isGiven(raw, name)).map(({ name }) => [name, raw[name]]);
    return Object.fromEntries(given);
}
function isGiven(raw, name) {
    const text = raw[name]?.trim() ?? '';
    return text !== '' && text !== specOf(name).default;
}
function specOf(name) {
    const spec = input_table/* INPUTS */.mc.find((input) => input.name === name);
    if (!spec)
        throw new Error(`no input ${name}`);
    return spec;
}
function parsed(name, text, parse) {
    try {
        return parse(text);
    }
    catch (error) {
        throw new InputError(name, (0,src_errors.messageOf)(error), specOf(name).description);
    }
}
function rejectBoth(raw, artifacts) {
    if (artifacts.length === 0 || !isGiven(raw, 'package'))
        return;
    throw new InputError('artifact', `given together with package (${raw.package?.trim()})`, 'Give either a package to build or an artifact.');
}
function buildTarget(value) {
    const goarch = value('goarch', inputs_oneOf(['', 'amd64', 'arm64', '386']));
    const goamd64 = value('goamd64', inputs_oneOf(['', 'v1', 'v2', 'v3', 'v4']));
    if (goamd64 !== '' && goarch !== '' && goarch !== 'amd64') {
        throw new InputError('goamd64', `"${goamd64}" says nothing of goarch ${goarch}`, 'Leave goamd64 out.');
    }
    return { goarch, goamd64 };
}
function inputs_oneOf(values) {
    return (text) => {
        const found = values.find((each) => each === text);
        if (found === undefined)
            throw new RangeError(`"${text}" is not one of ${values.filter(Boolean).join(', ')}`);
        return found;
    };
}
function cgoInputs(raw, cgo, value) {
    const cgoPackages = value('cgo-packages', yumPackages);
    const buildImage = value('build-image', (text) => text);
    const given = ['cgo-packages', 'build-image'].find((name) => isGiven(raw, name));
    if (cgo === 'off' && given) {
        throw new InputError(given, 'given without cgo: container', `Say cgo: container, or leave ${given} out.`);
    }
    if (cgoPackages.length > 0 && buildImage !== '') {
        throw new InputError('cgo-packages', 'given together with build-image', 'Put the packages into that image.');
    }
    return { cgo, cgoPackages, buildImage };
}
function yumPackages(text) {
    const names = text.split(/[\s,]+/).filter((name) => name !== '');
    const bad = names.find((name) => !/^[A-Za-z0-9_][\w.+-]*$/.test(name));
    if (bad !== undefined)
        throw new RangeError(`"${bad}" is no package name`);
    return names;
}
function goPolicy(text, artifacts) {
    const policy = parsed('go-policy', text, parseGoPolicy);
    if (policy?.kind !== 'pinned' || artifacts.length === 0)
        return policy;
    throw new InputError('go-policy', 'pinned needs a go.mod, and artifact names files that are built already', 'Give the versions as a range.');
}
/** A slash at the end stays. */
function absolutePath(text, base) {
    return text && external_node_path_.resolve(base, text) + (text.endsWith('/') ? '/' : '');
}
function absolutePattern(pattern, base) {
    return pattern.startsWith('!') ? `!${external_node_path_.resolve(base, pattern.slice(1))}` : external_node_path_.resolve(base, pattern);
}
function choice(name, text) {
    const choices = specOf(name).choices ?? [];
    if (choices.includes(text))
        return text;
    throw new InputError(name, `"${text}" is not one of ${choices.join(', ')}`, `Choose one of ${choices.join(', ')}.`);
}
function inputs_lines(text) {
    return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'));
}
/** What has a slash or the ending of a profile file is a path. */
function targetOf(text, base) {
    return PROFILE_FILE.test(text) ? external_node_path_.resolve(base, text) : text;
}
function architectureName(text) {
    if (text !== '' && parseArchitecture(text) === null) {
        throw new RangeError(`Go is not published for "${text}", but for ${ARCHITECTURE_NAMES}`);
    }
    return text;
}
function baseUrl(text) {
    if (text === '')
        return '';
    if (!/^https?:\/\//.test(text) || !URL.canParse(text))
        throw new RangeError(`"${text}" is not an http(s) URL`);
    return text.replace(/\/+$/, '');
}
function tagList(text) {
    const tags = text.split(/[\s,]+/).filter((tag) => tag !== '');
    const bad = tags.find((tag) => !/^[\p{L}\p{N}_.]+$/u.test(tag));
    if (bad !== undefined)
        throw new RangeError(`"${bad}" is no build tag (letters, digits, _ and .)`);
    return tags;
}
function environment(text) {
    const pairs = inputs_lines(text).map((line) => {
        const at = line.indexOf('=');
        if (!/^[A-Za-z_][A-Za-z0-9_]*=/.test(line))
            throw new RangeError(`"${line}" is not NAME=value`);
        return [line.slice(0, at), line.slice(at + 1)];
    });
    return Object.fromEntries(pairs);
}
function integer(text, low, high) {
    if (!/^\d+$/.test(text))
        throw new RangeError(`"${text}" is not a whole number`);
    return between(Number(text), low, high, '');
}
function between(value, low, high, unit) {
    if (value < low || value > high)
        throw new RangeError(`${value}${unit} is not between ${low}${unit} and ${high}${unit}`);
    return value;
}
/** Bytes of `512m`, `2g`, `1024k` or a bare number of bytes; at least 32 MiB, at most 1 TiB. */
function inputs_size(text) {
    const match = /^(\d+)\s*([kmg])?b?$/i.exec(text);
    if (!match)
        throw new RangeError(`"${text}" is no size like 512m or 2g`);
    const power = { k: 1, m: 2, g: 3 }[(match[2] ?? '').toLowerCase()] ?? 0;
    const bytes = Number(match[1]) * 1024 ** power;
    if (bytes < 32 * 1024 ** 2 || bytes > 1024 ** 4)
        throw new RangeError(`"${text}" is not between 32m and 1024g`);
    return bytes;
}

;// CONCATENATED MODULE: ./src/policy/glob.ts
/**
 * Whether the whole text fits a pattern in which `*` stands for any characters, also slashes, and `?` for one. Takes
 * at most text × pattern steps, whatever the two are.
 */
function matchesGlob(text, pattern) {
    let t = 0;
    let p = 0;
    /** Where to go on when it does not fit: behind the last star, one character later. */
    let star = -1;
    let retry = 0;
    while (t < text.length) {
        if (pattern[p] === '*') {
            star = p++;
            retry = t;
        }
        else if (pattern[p] === '?' || pattern[p] === text[t]) {
            p++;
            t++;
        }
        else if (star >= 0) {
            p = star + 1;
            t = ++retry;
        }
        else {
            return false;
        }
    }
    while (pattern[p] === '*')
        p++;
    return p === pattern.length;
}

;// CONCATENATED MODULE: ./src/policy/applies.ts



/** Whether a glob fits one of an artifact's names: base name, package, path relative to the policy file. */
function isCalled(artifact, pattern, { directory }) {
    const names = [artifact.name, artifact.package ?? '', external_node_path_.relative(directory, artifact.path)];
    return names.some((name) => name !== '' && matchesGlob(name, pattern.replace(/^\.\//, '')));
}
/** The sections that hold for an artifact, in the order of the file. */
function sectionsOf(policy, artifact) {
    return policy.sections.filter(({ pattern }) => isCalled(artifact, pattern, policy));
}
/**
 * The inputs of one artifact, or, for null, of what all have in common. What is given as an input wins, then the later
 * section, then what the policy says of all.
 */
function inputsOver(raw, policy, artifact) {
    if (!policy)
        return raw;
    const sections = artifact ? sectionsOf(policy, artifact) : [];
    return Object.assign({}, raw, policy.inputs, ...sections.map(({ inputs }) => inputs), givenInputs(raw));
}
/** The levels that hold for an artifact. */
function rulesFor(policy, artifact) {
    return Object.assign({}, policy.rules, ...sectionsOf(policy, artifact).map(({ rules }) => rules));
}
/** The ignores that hold for an artifact. */
function ignoresFor(policy, artifact) {
    const all = [...policy.ignores, ...sectionsOf(policy, artifact).flatMap(({ ignores }) => ignores)];
    return all.filter((ignore) => ignore.artifact === null || isCalled(artifact, ignore.artifact, policy));
}

;// CONCATENATED MODULE: ./src/policy/apply-policy.ts



/**
 * The judge's word after the policy's: levels changed, ignored findings marked, the verdict drawn anew. What is
 * inconclusive stays so, whatever the policy says. Pure; an expired ignore does not come so far (parsePolicyFile).
 */
function applyPolicy(verdict, policy, artifact) {
    if (!policy)
        return verdict;
    const rules = rulesFor(policy, artifact);
    const ignores = ignoresFor(policy, artifact);
    const findings = verdict.findings.map((finding) => judged(finding, rules, ignores));
    const drawn = verdictOf(findings);
    const green = drawn === 'pass' || drawn === 'warn';
    return {
        ...verdict,
        verdict: green && verdict.verdict === 'inconclusive' ? 'inconclusive' : drawn,
        findings: sortFindings(findings),
    };
}
function judged(finding, rules, ignores) {
    if (finding.level === 'inconclusive')
        return finding;
    const ignore = ignores.find((each) => covers(each, finding));
    const level = rules[finding.rule];
    const levelled = level === undefined || level === 'off' || level === finding.level
        ? finding
        : { ...finding, level, defaultLevel: finding.level };
    if (ignore)
        return { ...levelled, ignored: { reason: ignore.reason, expires: ignore.expires } };
    return level === 'off' ? { ...finding, ignored: { reason: TURNED_OFF, expires: null } } : levelled;
}
const TURNED_OFF = 'The policy turns this rule off.';
/**
 * Whether an ignore means a finding. With a match, all that the finding speaks of must fit: an ignore of openat2 does
 * not hide that statx was seen as well.
 */
function covers({ rule, match }, finding) {
    if (rule !== finding.rule || finding.level === 'inconclusive')
        return false;
    if (match === null)
        return true;
    const subjects = finding.subjects ?? [[finding.message]];
    return subjects.length > 0 && subjects.every((names) => names.some((name) => matchesGlob(name, match)));
}

;// CONCATENATED MODULE: ./src/policy/policy-account.ts


/** @param complete all that was to be judged is in `artifacts` */
function policyAccount(policy, artifacts, complete) {
    const judged = artifacts.flatMap(({ artifact, verdict }) => (verdict ? [{ artifact, verdict }] : []));
    const all = complete && judged.length === artifacts.length;
    return {
        path: policy.path,
        digest: policy.digest,
        unused: all ? [...unusedSections(policy, judged), ...unusedIgnores(policy, judged)] : [],
    };
}
function unusedSections(policy, judged) {
    return policy.sections
        .filter((section) => !judged.some(({ artifact }) => sectionsOf(policy, artifact).includes(section)))
        .map(({ pattern, place }) => `${place}: no artifact is called ${pattern}.`);
}
function unusedIgnores(policy, judged) {
    const used = judged.flatMap(({ artifact, verdict }) => ignoresFor(policy, artifact).filter((ignore) => verdict.findings.some((finding) => covers(ignore, finding))));
    return [...policy.ignores, ...policy.sections.flatMap(({ ignores }) => ignores)]
        .filter((ignore) => !used.includes(ignore))
        .map(({ rule, match, place }) => `${place}: unused ignore of ${rule}${match === null ? '' : ` (${match})`}.`);
}

;// CONCATENATED MODULE: ./src/reach/call-paths.ts
/**
 * Breadth first, from all sources at once. Sources come in ranks: only what the ones before do not lead to is looked for
 * from the next.
 */
function findPaths(map, count, ranks) {
    /** Of each function, the one before it on the way; itself when it is a source; -1 when no way was found. */
    const before = new Int32Array(count).fill(-1);
    const queue = new Int32Array(count);
    let [head, tail] = [0, 0];
    const visit = (index, from) => {
        if (before[index] !== -1)
            return;
        before[index] = from;
        queue[tail++] = index;
    };
    for (const sources of ranks) {
        for (const source of sources)
            visit(source, source);
        while (head < tail) {
            const index = queue[head++] ?? 0;
            const end = map.starts[index + 1] ?? 0;
            for (let i = map.starts[index] ?? 0; i < end; i++)
                visit((map.edges[i] ?? 0) >> 1, index);
        }
    }
    return {
        to(index) {
            const path = [index];
            for (let at = index;;) {
                const previous = before[at] ?? -1;
                if (previous < 0 || previous === at)
                    return path.reverse();
                path.push(previous);
                at = previous;
            }
        },
    };
}

;// CONCATENATED MODULE: ./src/reach/code-map.ts
/**
 * An itab: pointers to the interface and the type, the type's hash, then the methods (internal/abi.ITab). A type has
 * its hash behind two words; an interface type says in its ninth how many methods it has (internal/abi.InterfaceType).
 */
const ITAB_TYPE = 8;
const ITAB_HASH = 16;
const ITAB_METHODS = 24;
const TYPE_HASH = 16;
const INTERFACE_METHODS = 64;
/** More than any interface has that Go's own code or that of others was seen to have. */
const MAX_METHODS = 512;
function codeOf(memory, functions, index) {
    const start = functions.entries[index] ?? Number.NaN;
    const end = functions.entries[index + 1] ?? Number.NaN;
    return memory.bytes(start, end - start) ?? Buffer.alloc(0);
}
/**
 * Scans all functions once. Where code cannot be decoded, scanning goes on behind it: so nothing is missed that the
 * scan can make out at all.
 * @param step bytes from one instruction to the next possible one
 */
function mapCode(memory, functions, scan, step) {
    const edges = openEdges(functions.count);
    const resolve = openResolver(memory, functions);
    const traps = [];
    let current = 0;
    let base = 0;
    const addReference = (index) => edges.add(index * 2 + 1);
    const sink = {
        call(_at, target) {
            const index = functions.at(base + target);
            if (index >= 0)
                edges.add(index * 2);
        },
        reference: (_at, target) => resolve(base + target, addReference),
        access(_at, target) {
            const held = memory.pointer(base + target);
            if (held !== null)
                resolve(held, addReference);
        },
        trap() {
            if (traps.at(-1) !== current)
                traps.push(current);
        },
    };
    for (; current < functions.count; current++) {
        edges.begin(current);
        const start = functions.entries[current] ?? 0;
        const code = codeOf(memory, functions, current);
        for (let at = 0; at < code.length; at += step) {
            base = start + at;
            at += scan(code.subarray(at), BigInt(base), sink);
        }
    }
    return { traps, ...edges.end() };
}
function openEdges(count) {
    const starts = new Int32Array(count + 1);
    let edges = new Int32Array(1 << 16);
    let length = 0;
    let first = 0;
    return {
        begin(index) {
            starts[index] = length;
            first = length;
        },
        add(edge) {
            // Neighbours are often the same; all others may be in twice.
            if (length > first && edges[length - 1] === edge)
                return;
            if (length === edges.length) {
                const larger = new Int32Array(edges.length * 2);
                larger.set(edges);
                edges = larger;
            }
            edges[length++] = edge;
        },
        end() {
            starts[count] = length;
            return { starts, edges: edges.subarray(0, length) };
        },
    };
}
/** Of an itab of that interface type; 0 when there is no itab at the address. */
function countMethods(memory, address, interfaceType) {
    const hash = memory.u32(address + ITAB_HASH);
    const type = hash === null || hash === 0 ? null : memory.pointer(address + ITAB_TYPE);
    if (type === null || memory.u32(type + TYPE_HASH) !== hash)
        return 0;
    return Math.min(memory.pointer(interfaceType + INTERFACE_METHODS) ?? 0, MAX_METHODS);
}
/** Tells the functions that an address leads to: a function, a closure or function value, the methods of an itab. */
function openResolver(memory, functions) {
    const textStart = functions.entries[0] ?? 0;
    const textEnd = functions.entries[functions.count] ?? 0;
    const at = (address) => address !== null && address >= textStart && address < textEnd ? functions.at(address) : -1;
    return (address, found) => {
        if (address >= textStart && address < textEnd) {
            const index = functions.at(address);
            if (index >= 0)
                found(index);
            return;
        }
        const first = memory.pointer(address);
        if (first === null || first === 0)
            return;
        const index = at(first);
        if (index >= 0) {
            found(index);
            return;
        }
        const methods = countMethods(memory, address, first);
        for (let method = 0; method < methods; method++) {
            const index = at(memory.pointer(address + ITAB_METHODS + 8 * method));
            if (index < 0)
                return;
            found(index);
        }
    };
}

;// CONCATENATED MODULE: ./src/reach/code/amd64-opcodes.ts
/**
 * What follows an opcode in 64-bit mode, for the length decoder. Source: Intel SDM volume 2, appendix A (opcode maps) and
 * chapter 2 (VEX, EVEX); AMD APM volume 3 for XOP and 3DNow!. One letter an opcode, sixteen a row:
 * `.` nothing, `M` ModRM, `b` imm8, `z` imm16 or imm32 by operand size, `B` and `Z` ModRM and such an immediate,
 * `v` as `z` but imm64 with REX.W, `o` address of 8 bytes (4 with prefix 67), `w` imm16, `e` imm16 and imm8 (ENTER),
 * `j` rel8, `J` rel32, `3` ModRM and imm8 for /0 and /1, `4` ModRM and imm16 or imm32 for /0 and /1, `c` ModRM that names
 * registers whatever its mod field says, `g` ModRM of a group in which some /n do not exist, `p` prefix or escape, `x` none.
 */
const ONE_BYTE = [
    'MMMMbzxxMMMMbzxp',
    'MMMMbzxxMMMMbzxx',
    'MMMMbzpxMMMMbzpx',
    'MMMMbzpxMMMMbzpx',
    'pppppppppppppppp',
    '................',
    'xxpMppppzZbB....',
    'jjjjjjjjjjjjjjjj',
    'BZxBMMMMMMMMMgMp',
    '..........x.....',
    'oooo....bz......',
    'bbbbbbbbvvvvvvvv',
    'BBw.ppBZe.w..bx.',
    'MMMMxxx.MMMMMMMM',
    'jjjjbbbbJJxj....',
    'p.pp..34......gg',
];
const TWO_BYTE = [
    'MMMMx.....x.xM.B',
    'MMMMMMMMMMMMMMMM',
    'ccccxxxxMMMMMMMM',
    '......x.pxpxxxxx',
    'MMMMMMMMMMMMMMMM',
    'MMMMMMMMMMMMMMMM',
    'MMMMMMMMMMMMMMMM',
    'BBBBMMM.MMxxMMMM',
    'JJJJJJJJJJJJJJJJ',
    'MMMMMMMMMMMMMMMM',
    '...MBMMM...MBMMM',
    'MMMMMMMMMMBMMMMM',
    'MMBMBBBM........',
    'MMMMMMMMMMMMMMMM',
    'MMMMMMMMMMMMMMMM',
    'MMMMMMMMMMMMMMMM',
];
/** What follows an opcode, as bits. With none of `SPECIAL`: ModRM and then an immediate as `IMM8` and `IMMZ` say. */
const MODRM = 1;
const IMM8 = 2;
const IMMZ = 4;
/** More than bits can say: the letter tells, {@link LETTER_OF}. */
const SPECIAL = 8;
const BITS = {
    '.': 0,
    M: MODRM,
    b: IMM8,
    z: IMMZ,
    B: MODRM | IMM8,
    Z: MODRM | IMMZ,
    j: IMM8,
    J: IMMZ,
};
/** Bits in the low byte, the letter's character code above, for letters that need more than the bits. */
function amd64_opcodes_table(rows) {
    const letters = [...rows.join('')];
    return Uint16Array.from(letters, (letter) => {
        const bits = BITS[letter];
        return bits ?? (letter.charCodeAt(0) << 8) | SPECIAL;
    });
}
const ONE_BYTE_MAP = amd64_opcodes_table(ONE_BYTE);
const TWO_BYTE_MAP = amd64_opcodes_table(TWO_BYTE);
/** Letters of the tables that are no mere sum of bits. */
const LETTER_OF = {
    prefix: 'p'.charCodeAt(0),
    immediate64: 'v'.charCodeAt(0),
    address: 'o'.charCodeAt(0),
    imm16: 'w'.charCodeAt(0),
    enter: 'e'.charCodeAt(0),
    group3Byte: '3'.charCodeAt(0),
    group3: '4'.charCodeAt(0),
    controlRegister: 'c'.charCodeAt(0),
    group: 'g'.charCodeAt(0),
};
/**
 * Bytes that an operand in memory adds behind ModRM (SDM volume 2, table 2-2): the displacement, and one for SIB.
 * A SIB byte with base 5 under mod 0 has four more.
 */
const MODRM_EXTRA = Uint8Array.from({ length: 256 }, (_, modrm) => {
    const mod = modrm >> 6;
    const rm = modrm & 7;
    if (mod === 3)
        return 0;
    const sib = rm === 4 ? 1 : 0;
    if (mod === 0)
        return rm === 5 ? 4 : sib;
    return sib + (mod === 1 ? 1 : 4);
});

;// CONCATENATED MODULE: ./src/reach/code/amd64-decoder.ts

/** Bits of {@link Amd64Decoder.prefixes}. */
const PREFIX_66 = 1;
const PREFIX_67 = 2;
const PREFIX_F3 = 4;
const PREFIX_F2 = 8;
const PREFIX_LOCK = 16;
/** FS or GS: the operand in memory is thread-local. */
const PREFIX_SEGMENT = 32;
/** Opcode maps: the four of old, then those of VEX and EVEX by their number plus {@link VEX_MAPS}. */
const MAP_ONE_BYTE = 0;
const MAP_0F = 1;
const MAP_0F38 = 2;
const MAP_0F3A = 3;
const VEX_MAPS = 16;
const XOP_MAPS = 32;
const REX_W = 8;
const REX_R = 4;
const REX_X = 2;
const REX_B = 1;
const LONGEST = 15;
/**
 * Decodes one instruction of 64-bit mode at a time into its own fields, so that millions cost no allocation. What no
 * processor runs, and what is newer than these tables (APX), is refused.
 */
class Amd64Decoder {
    code;
    prefixes = 0;
    /** The low four bits of REX, or what VEX, EVEX or XOP say in its place. */
    rex = 0;
    /** A REX byte is there: byte registers 4 to 7 are SPL to DIL. */
    hasRex = false;
    map = 0;
    opcode = 0;
    /** -1 when there is none. */
    modrm = -1;
    /** Where ModRM stands. */
    modrmAt = 0;
    /** Where the immediate, or the displacement of a jump, stands. */
    immediateAt = 0;
    /** The register that VEX names besides the two of ModRM. */
    vexRegister = 0;
    /** Of an instruction of the maps of VEX: EVEX made it, which scales a displacement of one byte. */
    evex = false;
    /** Where the next instruction stands. */
    end = 0;
    constructor(code) {
        this.code = code;
    }
    /** False when the bytes at `at` are no instruction, or the code ends inside it. */
    decode(at) {
        const code = this.code;
        let p = at;
        let opcode = code[p++] ?? 0;
        let shape = ONE_BYTE_MAP[opcode] ?? 0;
        this.rex = 0;
        this.hasRex = false;
        this.prefixes = 0;
        this.map = MAP_ONE_BYTE;
        if ((opcode & 0xf0) === 0x40) {
            // By far the most frequent prefix, and mostly the only one.
            this.rex = opcode & 15;
            this.hasRex = true;
            opcode = code[p++] ?? 0;
            shape = ONE_BYTE_MAP[opcode] ?? 0;
        }
        if (shape >> 8 === LETTER_OF.prefix) {
            p = this.#prefixes(at);
            if (p < 0)
                return false;
            opcode = this.opcode;
            shape = this.#shape(opcode);
            if (shape < 0)
                return false;
        }
        this.opcode = opcode;
        if ((shape & SPECIAL) !== 0)
            return this.#special(at, p, shape);
        this.modrm = -1;
        if ((shape & MODRM) !== 0)
            p = this.#modrm(p);
        this.immediateAt = p;
        if ((shape & IMM8) !== 0)
            p++;
        else if ((shape & IMMZ) !== 0)
            p += this.#operandSize16() ? 2 : 4;
        return this.#finish(at, p);
    }
    #finish(at, end) {
        this.end = end;
        return end <= this.code.length && end - at <= LONGEST;
    }
    /** Operand size of 16 bits: prefix 66, unless REX.W overrides it. */
    #operandSize16() {
        return (this.prefixes & PREFIX_66) !== 0 && (this.rex & REX_W) === 0;
    }
    #modrm(at) {
        const modrm = this.code[at] ?? 0;
        this.modrm = modrm;
        this.modrmAt = at;
        const extra = MODRM_EXTRA[modrm] ?? 0;
        if (modrm < 0x40 && (modrm & 7) === 4 && ((this.code[at + 1] ?? 0) & 7) === 5)
            return at + 1 + extra + 4;
        return at + 1 + extra;
    }
    /** Reads prefixes, escapes and the opcode; returns where ModRM or the immediate stands, or -1. */
    #prefixes(at) {
        const code = this.code;
        this.rex = 0;
        this.hasRex = false;
        for (let p = at; p < at + LONGEST;) {
            const byte = code[p++] ?? 0;
            if ((byte & 0xf0) === 0x40) {
                this.rex = byte & 15;
                this.hasRex = true;
                continue;
            }
            const bit = prefixBit(byte);
            if (bit >= 0) {
                // REX counts only right before the opcode.
                this.rex = 0;
                this.hasRex = false;
                this.prefixes |= bit;
                continue;
            }
            this.opcode = byte;
            if (byte === 0x0f)
                return this.#escape0f(p);
            if (byte === 0xc5 || byte === 0xc4 || byte === 0x62)
                return this.#vex(byte, p);
            if (byte === 0x8f && ((code[p] ?? 0) & 0x38) !== 0)
                return this.#vex(byte, p);
            return p;
        }
        return -1;
    }
    #escape0f(at) {
        const byte = this.code[at] ?? 0;
        if (byte === 0x38 || byte === 0x3a) {
            this.map = byte === 0x38 ? MAP_0F38 : MAP_0F3A;
            this.opcode = this.code[at + 1] ?? 0;
            return at + 2;
        }
        this.map = MAP_0F;
        this.opcode = byte;
        return at + 1;
    }
    /** C5, C4, 62 and 8F: the byte before `at`. None of the old prefixes may come before them. */
    #vex(introducer, at) {
        const refused = PREFIX_66 | PREFIX_F2 | PREFIX_F3 | PREFIX_LOCK;
        if (this.hasRex || (this.prefixes & refused) !== 0)
            return -1;
        const code = this.code;
        const first = code[at] ?? 0;
        const second = introducer === 0xc5 ? first : (code[at + 1] ?? 0);
        const pp = second & 3;
        if (pp !== 0)
            this.prefixes |= pp === 1 ? PREFIX_66 : pp === 2 ? PREFIX_F3 : PREFIX_F2;
        this.vexRegister = (~second >> 3) & 15;
        this.hasRex = true;
        this.evex = introducer === 0x62;
        if (introducer === 0xc5) {
            this.rex = (~first >> 5) & REX_R;
            this.map = VEX_MAPS + 1;
            this.opcode = code[at + 1] ?? 0;
            return at + 2;
        }
        this.rex = ((~first >> 5) & 7) | ((second >> 4) & REX_W);
        if (introducer !== 0x62) {
            this.map = (introducer === 0x8f ? XOP_MAPS : VEX_MAPS) + (first & 31);
            this.opcode = code[at + 2] ?? 0;
            return at + 3;
        }
        if ((first & 8) !== 0 || (second & 4) === 0)
            return -1;
        this.map = VEX_MAPS + (first & 7);
        this.opcode = code[at + 3] ?? 0;
        return at + 4;
    }
    /** What follows the opcode; -1 when it does not exist. */
    #shape(opcode) {
        const map = this.map;
        if (map <= MAP_0F && this.#operandSize16() && isNearBranch(map, opcode))
            return -1;
        if (map === MAP_ONE_BYTE)
            return ONE_BYTE_MAP[opcode] ?? 0;
        if (map === MAP_0F) {
            // AMD's EXTRQ and INSERTQ, with two immediates.
            if (opcode === 0x78 && (this.prefixes & (PREFIX_66 | PREFIX_F2)) !== 0)
                return -1;
            return TWO_BYTE_MAP[opcode] ?? 0;
        }
        if (map === MAP_0F38)
            return MODRM;
        if (map === MAP_0F3A)
            return MODRM | IMM8;
        if (map === VEX_MAPS + 1)
            return opcode === 0x77 ? 0 : vexShape(TWO_BYTE_MAP[opcode] ?? 0);
        if (map === VEX_MAPS + 2 || map === VEX_MAPS + 5 || map === VEX_MAPS + 6)
            return MODRM;
        if (map === VEX_MAPS + 3 || map === XOP_MAPS + 8)
            return MODRM | IMM8;
        if (map === XOP_MAPS + 9)
            return MODRM;
        return map === XOP_MAPS + 10 ? MODRM | IMMZ : -1;
    }
    #special(at, after, shape) {
        let p = after;
        this.modrm = -1;
        const long = (this.rex & REX_W) !== 0;
        switch (shape >> 8) {
            case LETTER_OF.immediate64:
                this.immediateAt = p;
                return this.#finish(at, p + (long ? 8 : this.#operandSize16() ? 2 : 4));
            case LETTER_OF.address:
                return this.#finish(at, p + ((this.prefixes & PREFIX_67) !== 0 ? 4 : 8));
            case LETTER_OF.imm16:
                return this.#finish(at, p + 2);
            case LETTER_OF.enter:
                return this.#finish(at, p + 3);
            case LETTER_OF.controlRegister:
                this.modrm = this.code[p] ?? 0;
                this.modrmAt = p;
                return this.#finish(at, p + 1);
            case LETTER_OF.group:
                p = this.#modrm(p);
                return this.#inGroup() && this.#finish(at, p);
            case LETTER_OF.prefix:
                // Only 8F as POP is left of these.
                p = this.#modrm(p);
                return this.opcode === 0x8f && this.#finish(at, p);
            case LETTER_OF.group3Byte:
            case LETTER_OF.group3: {
                p = this.#modrm(p);
                this.immediateAt = p;
                const size = shape >> 8 === LETTER_OF.group3Byte ? 1 : this.#operandSize16() ? 2 : 4;
                return this.#finish(at, (this.modrm & 0x30) === 0 ? p + size : p);
            }
            default:
                return false;
        }
    }
    /** LEA of memory alone; FE has /0 and /1; FF has all but /7. */
    #inGroup() {
        if (this.opcode === 0x8d)
            return this.modrm < 0xc0;
        const n = (this.modrm >> 3) & 7;
        return this.opcode === 0xfe ? n < 2 : n < 7;
    }
}
/** With rel32; behind prefix 66, Intel reads rel32 and AMD rel16. */
function isNearBranch(map, opcode) {
    return map === MAP_0F ? (opcode & 0xf0) === 0x80 : opcode === 0xe8 || opcode === 0xe9;
}
/** The map of 0F with VEX holds only opcodes with ModRM. */
function vexShape(shape) {
    return (shape & (MODRM | SPECIAL)) === MODRM ? shape : -1;
}
/** The bit of an old prefix, 0 for one that means nothing in 64-bit mode, -1 for what is no prefix. */
function prefixBit(byte) {
    switch (byte) {
        case 0x66:
            return PREFIX_66;
        case 0x67:
            return PREFIX_67;
        case 0xf3:
            return PREFIX_F3;
        case 0xf2:
            return PREFIX_F2;
        case 0xf0:
            return PREFIX_LOCK;
        case 0x64:
        case 0x65:
            return PREFIX_SEGMENT;
        case 0x26:
        case 0x2e:
        case 0x36:
        case 0x3e:
            return 0;
        default:
            return -1;
    }
}

;// CONCATENATED MODULE: ./src/reach/code/amd64-scan.ts

/** {@link ScanCode} of amd64. */
function scanAmd64(code, _start, sink) {
    const decoder = new Amd64Decoder(code);
    for (let at = 0; at < code.length; at = decoder.end) {
        if (!decoder.decode(at))
            return at;
        // Memory relative to RIP: mod 0, rm 5.
        if ((decoder.modrm & 0xc7) === 5)
            reportMemory(decoder, at, sink);
        const { map, opcode } = decoder;
        if (map === MAP_ONE_BYTE) {
            if ((BRANCHES[opcode] ?? 0) !== 0)
                reportBranch(decoder, at, sink);
        }
        else if (map === MAP_0F) {
            if (opcode === 0x05)
                sink.trap(at, 'syscall');
            else if (opcode === 0x34)
                sink.trap(at, 'sysenter');
            else if ((opcode & 0xf0) === 0x80)
                reportJump(decoder, at, sink);
        }
    }
    return code.length;
}
/** One-byte opcodes that may leave the function: Jcc, LOOPcc and JRCXZ, CALL, JMP; and INT. */
const BRANCHES = Uint8Array.from({ length: 256 }, (_, opcode) => (opcode & 0xf0) === 0x70 || (opcode >= 0xe0 && opcode <= 0xe3) || [0xe8, 0xe9, 0xeb, 0xcd].includes(opcode)
    ? 1
    : 0);
function reportBranch(decoder, at, sink) {
    if (decoder.opcode === 0xe8)
        sink.call(at, branchTarget(decoder));
    else if (decoder.opcode !== 0xcd)
        reportJump(decoder, at, sink);
    else if (decoder.code[decoder.immediateAt] === 0x80)
        sink.trap(at, 'int80');
}
function reportJump(decoder, at, sink) {
    const target = branchTarget(decoder);
    if (target < 0 || target >= decoder.code.length)
        sink.call(at, target);
}
function reportMemory(decoder, at, sink) {
    if ((decoder.prefixes & PREFIX_SEGMENT) !== 0)
        return;
    const target = decoder.end + readInt32(decoder.code, decoder.modrmAt + 1);
    if (decoder.opcode === 0x8d && decoder.map === MAP_ONE_BYTE)
        sink.reference(at, target);
    else
        sink.access(at, target);
}
/** Where the direct jump or call that was decoded goes to. */
function branchTarget(decoder) {
    const { code, immediateAt, end } = decoder;
    return end - immediateAt === 1
        ? end + (((code[immediateAt] ?? 0) << 24) >> 24)
        : end + readInt32(code, immediateAt);
}
function readInt32(code, at) {
    return ((code[at] ?? 0) | ((code[at + 1] ?? 0) << 8) | ((code[at + 2] ?? 0) << 16) | ((code[at + 3] ?? 0) << 24));
}

;// CONCATENATED MODULE: ./src/reach/code/traced-value.ts
const traced_value_UNKNOWN = { kind: 'unknown' };
/** Constants that differ on different ways are all kept, up to this many. */
const MOST_CONSTANTS = 8;
function constant(value) {
    return Number.isSafeInteger(value) ? { kind: 'constants', values: [value] } : traced_value_UNKNOWN;
}
/** What holds when either of the two may. */
function join(a, b) {
    if (a === b || sameValue(a, b))
        return a;
    if (a.kind !== 'constants' || b.kind !== 'constants')
        return traced_value_UNKNOWN;
    return constants([...a.values, ...b.values]);
}
function sameValue(a, b) {
    switch (a.kind) {
        case 'unknown':
            return b.kind === 'unknown';
        case 'frame':
            return b.kind === 'frame' && a.offset === b.offset;
        case 'address':
            return b.kind === 'address' && a.place === b.place;
        case 'entry':
            return b.kind === 'entry' && a.table === b.table;
        case 'parameter':
            return b.kind === 'parameter' && a.abi === b.abi && a.index === b.index;
        case 'constants':
            return (b.kind === 'constants' &&
                a.values.length === b.values.length &&
                a.values.every((value, i) => value === b.values[i]));
    }
}
/** Each constant through `change`; all else, and what no double holds, is unknown. */
function mapConstants(value, change) {
    if (value.kind !== 'constants')
        return traced_value_UNKNOWN;
    return constants(value.values.map((one) => Number(BigInt.asIntN(64, change(BigInt(one))))));
}
/** What the low 32 bits are, with zeros above. */
function low32(value) {
    return mapConstants(value, (one) => BigInt.asUintN(32, one));
}
/** What the low 32 bits are, with their sign above. */
function signed32(value) {
    return mapConstants(value, (one) => BigInt.asIntN(32, one));
}
/** A 64-bit sum with a number that the code states. */
function plus(value, addend) {
    if (value.kind === 'frame')
        return moved(value.offset + addend, (offset) => ({ kind: 'frame', offset }));
    if (value.kind === 'address')
        return moved(value.place + addend, (place) => ({ kind: 'address', place }));
    return mapConstants(value, (one) => one + BigInt(addend));
}
function moved(to, make) {
    return Number.isSafeInteger(to) ? make(to) : traced_value_UNKNOWN;
}
function asKnown(value) {
    return value.kind === 'constants' || value.kind === 'parameter' ? value : { kind: 'unknown' };
}
function constants(values) {
    const sorted = [...new Set(values)].sort((a, b) => a - b);
    if (sorted.length > MOST_CONSTANTS || !sorted.every(Number.isSafeInteger))
        return traced_value_UNKNOWN;
    return { kind: 'constants', values: sorted };
}

;// CONCATENATED MODULE: ./src/reach/code/amd64-operands.ts



/** Numbers of registers as the instructions count them. */
const AX = 0;
const CX = 1;
const DX = 2;
const BX = 3;
const SP = 4;
const BP = 5;
const SI = 6;
const DI = 7;
const R11 = 11;
const amd64_operands_NOWHERE = { address: traced_value_UNKNOWN, indexed: false };
/** Size of the operand in bytes: 8, 4 or 2. */
function operandSize(decoder) {
    if ((decoder.rex & REX_W) !== 0)
        return 8;
    return (decoder.prefixes & PREFIX_66) !== 0 ? 2 : 4;
}
function isRegister(decoder) {
    return decoder.modrm >= 0xc0;
}
/** The register that the middle field of ModRM names. */
function regField(decoder) {
    return ((decoder.modrm >> 3) & 7) | ((decoder.rex & REX_R) !== 0 ? 8 : 0);
}
/** The register that the low field of ModRM, or of an opcode, names. */
function lowField(decoder, byte) {
    return (byte & 7) | ((decoder.rex & REX_B) !== 0 ? 8 : 0);
}
function isIndexed(decoder) {
    if (decoder.modrm < 0 || isRegister(decoder) || (decoder.modrm & 7) !== 4)
        return false;
    const sib = decoder.code[decoder.modrmAt + 1] ?? 0;
    return ((sib >> 3) & 7) !== 4 || (decoder.rex & REX_X) !== 0;
}
function amd64_operands_memory(decoder, state) {
    if ((decoder.prefixes & (PREFIX_SEGMENT | PREFIX_67)) !== 0)
        return amd64_operands_NOWHERE;
    const { code, modrm, modrmAt } = decoder;
    const mod = modrm >> 6;
    const hasSib = (modrm & 7) === 4;
    const base = hasSib ? (code[modrmAt + 1] ?? 0) : modrm;
    const at = modrmAt + (hasSib ? 2 : 1);
    if (mod === 0 && (base & 7) === 5) {
        return hasSib
            ? amd64_operands_NOWHERE
            : { address: { kind: 'address', place: decoder.end + readInt32(code, at) }, indexed: false };
    }
    const displacement = mod === 0 ? 0 : mod === 1 ? ((code[at] ?? 0) << 24) >> 24 : readInt32(code, at);
    const scaled = decoder.map >= VEX_MAPS && decoder.evex && mod === 1;
    const address = plus(state.get(lowField(decoder, base)), displacement);
    return { address, indexed: scaled || isIndexed(decoder) };
}
/** What an operand of `size` bytes is, with zeros above; sizes below 4 are not followed. */
function readRm(decoder, state, size) {
    if (isRegister(decoder))
        return narrow(state.get(lowField(decoder, decoder.modrm)), size);
    const { address, indexed } = amd64_operands_memory(decoder, state);
    if (!indexed)
        return narrow(state.load(address), size);
    return size === 8 && address.kind === 'address' ? { kind: 'entry', table: address.place } : traced_value_UNKNOWN;
}
function writeRm(decoder, state, size, value) {
    if (isRegister(decoder))
        writeRegister(decoder, state, lowField(decoder, decoder.modrm), size, value);
    else
        writeMemory(decoder, state, size, value);
}
/** A store; of 8 bytes with a value, of other sizes whatever. */
function writeMemory(decoder, state, size, value) {
    const { address, indexed } = amd64_operands_memory(decoder, state);
    if (indexed) {
        state.taken.takeIndexed(address);
        state.taken.take(value);
    }
    else if (size === 8)
        state.store(address, value);
    else
        state.spoil(address, size);
}
/** Writing 4 bytes of a register clears the upper 4; writing fewer leaves the rest. */
function writeRegister(decoder, state, register, size, value) {
    // AH to BH.
    const high = size === 1 && !decoder.hasRex && register >= 4 && register < 8;
    state.set(high ? register - 4 : register, narrow(value, size));
}
function narrow(value, size) {
    if (size === 8)
        return value;
    return size === 4 ? low32(value) : traced_value_UNKNOWN;
}
/** The immediate of an instruction: sign-extended from 1 or 4 bytes; 0 for others. */
function immediate(decoder) {
    const { code, immediateAt, end } = decoder;
    const length = end - immediateAt;
    if (length === 1)
        return ((code[immediateAt] ?? 0) << 24) >> 24;
    return length === 4 ? readInt32(code, immediateAt) : 0;
}
/** Pushes 8 bytes; of other sizes the stack is lost. */
function push(decoder, state, value) {
    if ((decoder.prefixes & PREFIX_66) !== 0) {
        state.forgetAll();
        return;
    }
    const top = plus(state.get(SP), -8);
    state.set(SP, top);
    state.store(top, value);
}
function pop(decoder, state) {
    if ((decoder.prefixes & PREFIX_66) !== 0) {
        state.forgetAll();
        return traced_value_UNKNOWN;
    }
    const top = state.get(SP);
    const value = state.load(top);
    state.set(SP, plus(top, 8));
    return value;
}

;// CONCATENATED MODULE: ./src/reach/code/amd64-effects-0f.ts



/** The longest vector. */
const VECTOR_BYTES = 64;
/** The map of 0F. */
function runTwoByte(decoder, state) {
    const { opcode } = decoder;
    if (opcode >= 0x80 && opcode <= 0x8f)
        return;
    if (opcode >= 0x40 && opcode <= 0x4f) {
        runCmov(decoder, state);
        return;
    }
    if (opcode >= 0x90 && opcode <= 0x9f) {
        writeRm(decoder, state, 1, traced_value_UNKNOWN);
        return;
    }
    if (opcode >= 0xc8 && opcode <= 0xcf) {
        state.set(lowField(decoder, opcode), traced_value_UNKNOWN);
        return;
    }
    if (isVector(opcode)) {
        runVector(decoder, state);
        return;
    }
    switch (opcode) {
        case 0x05:
            for (const register of [AX, CX, R11])
                state.set(register, traced_value_UNKNOWN);
            return;
        case 0x0d:
        case 0x18:
        case 0x19:
        case 0x1f:
        case 0x06:
        case 0x08:
        case 0x09:
        case 0x30:
        case 0x77:
        case 0xa3:
            return;
        case 0x1e:
            // RDSSP is in here, and ENDBR.
            if ((decoder.prefixes & PREFIX_F3) !== 0 && decoder.modrm !== 0xfa && decoder.modrm !== 0xfb) {
                spoilOperands(decoder, state);
            }
            return;
        case 0x31:
        case 0x32:
        case 0x33:
            for (const register of [AX, DX])
                state.set(register, traced_value_UNKNOWN);
            return;
        case 0xa2:
            for (const register of [AX, BX, CX, DX])
                state.set(register, traced_value_UNKNOWN);
            return;
        case 0x01:
            state.forgetRegisters();
            spoilOperands(decoder, state);
            return;
        case 0xa0:
        case 0xa8:
            push(decoder, state, traced_value_UNKNOWN);
            return;
        case 0xa1:
        case 0xa9:
            pop(decoder, state);
            return;
        case 0xae:
            runGroup15(decoder, state);
            return;
        case 0xc7:
            for (const register of [AX, DX])
                state.set(register, traced_value_UNKNOWN);
            runGroup15(decoder, state);
            return;
        default:
            runGeneral(decoder, state);
    }
}
/** Instructions on general registers that write one of their operands, or both. */
function runGeneral(decoder, state) {
    const { opcode } = decoder;
    const size = operandSize(decoder);
    switch (opcode) {
        case 0xa4:
        case 0xa5:
        case 0xac:
        case 0xad:
            writeRm(decoder, state, size, traced_value_UNKNOWN);
            return;
        case 0xab:
        case 0xb3:
        case 0xbb:
            // The bit may lie beyond the operand.
            if (!isRegister(decoder))
                state.taken.takeIndexed(amd64_operands_memory(decoder, state).address);
            writeRm(decoder, state, size, traced_value_UNKNOWN);
            return;
        case 0xba:
            writeRm(decoder, state, size, traced_value_UNKNOWN);
            return;
        case 0xaf:
        case 0xb6:
        case 0xb7:
        case 0xb8:
        case 0xbc:
        case 0xbd:
        case 0xbe:
        case 0xbf:
        case 0x02:
        case 0x03:
            writeRegister(decoder, state, regField(decoder), 8, traced_value_UNKNOWN);
            return;
        case 0xb0:
        case 0xb1:
            // CMPXCHG stores a register that may hold an address.
            state.taken.take(state.get(regField(decoder)));
            state.set(AX, traced_value_UNKNOWN);
            spoilOperands(decoder, state);
            return;
        case 0xc0:
        case 0xc1:
            state.taken.take(state.get(regField(decoder)));
            spoilOperands(decoder, state);
            return;
        case 0x00:
        case 0xc3:
            state.taken.take(state.get(regField(decoder)));
            spoilOperands(decoder, state);
            return;
        default:
            state.forgetAll();
    }
}
/** Either of two values. A 4-byte CMOV clears the upper half whether it moves or not. */
function runCmov(decoder, state) {
    const size = operandSize(decoder);
    const register = regField(decoder);
    const moved = readRm(decoder, state, size);
    const stayed = state.get(register);
    if (size < 4) {
        state.set(register, traced_value_UNKNOWN);
        return;
    }
    state.set(register, traced_value_UNKNOWN);
    writeRegister(decoder, state, register, 8, join(narrow(stayed, size), moved));
}
/** FXSAVE and the like store hundreds of bytes; WRFSBASE and the like are on registers. */
function runGroup15(decoder, state) {
    if (!isRegister(decoder)) {
        state.taken.takeIndexed(amd64_operands_memory(decoder, state).address);
        state.forgetStack();
    }
    else if (decoder.opcode !== 0xae || (decoder.prefixes & PREFIX_F3) !== 0)
        spoilOperands(decoder, state);
}
/** Opcodes of the map of 0F, also with VEX, that work on vectors. */
function isVector(opcode) {
    return ((opcode >= 0x10 && opcode <= 0x17) ||
        (opcode >= 0x28 && opcode <= 0x2f) ||
        (opcode >= 0x50 && opcode <= 0x76) ||
        (opcode >= 0x7c && opcode <= 0x7f) ||
        opcode === 0xc2 ||
        (opcode >= 0xc4 && opcode <= 0xc6) ||
        (opcode >= 0xd0 && opcode <= 0xfe));
}
/** Of those, the ones that write a general register: CVTxx2SI, MOVMSKPS, MOVD, PEXTRW, PMOVMSKB. */
const VECTOR_TO_GENERAL = new Set([0x2c, 0x2d, 0x50, 0x7e, 0xc5, 0xd7]);
function runVector(decoder, state) {
    if (VECTOR_TO_GENERAL.has(decoder.opcode))
        spoilOperands(decoder, state);
    else if (!isRegister(decoder))
        writeMemory(decoder, state, VECTOR_BYTES, traced_value_UNKNOWN);
}
/** The maps of 0F38, 0F3A, VEX, EVEX and XOP. */
function runExtended(decoder, state) {
    const { map, opcode } = decoder;
    if (map === VEX_MAPS + 1 && opcode === 0x77)
        return;
    if (onVectorsOnly(map, opcode)) {
        if (!isRegister(decoder))
            writeMemory(decoder, state, VECTOR_BYTES, traced_value_UNKNOWN);
        return;
    }
    // PCMPESTRI and PCMPISTRI answer in CX.
    state.set(CX, traced_value_UNKNOWN);
    spoilOperands(decoder, state);
    if (map >= VEX_MAPS)
        state.set(decoder.vexRegister, traced_value_UNKNOWN);
}
function onVectorsOnly(map, opcode) {
    if (map >= XOP_MAPS)
        return false;
    if (map === VEX_MAPS + 1)
        return isVector(opcode) && !VECTOR_TO_GENERAL.has(opcode) && opcode !== 0x78 && opcode !== 0x79;
    if (map === MAP_0F38 || map === VEX_MAPS + 2)
        return opcode < 0xe0;
    if (map === MAP_0F3A || map === VEX_MAPS + 3)
        return opcode < 0xf0 && !(opcode >= 0x14 && opcode <= 0x17) && !(opcode >= 0x60 && opcode <= 0x63);
    return false;
}
/** Whatever operands there are, as general registers and as memory, hold what is not known. */
function spoilOperands(decoder, state) {
    state.set(regField(decoder), traced_value_UNKNOWN);
    if (isRegister(decoder))
        state.set(lowField(decoder, decoder.modrm), traced_value_UNKNOWN);
    else
        writeMemory(decoder, state, VECTOR_BYTES, traced_value_UNKNOWN);
}

;// CONCATENATED MODULE: ./src/reach/code/amd64-effects.ts





/** What x87 writes to memory at most (FNSAVE), rounded up. */
const X87_BYTES = 128;
/**
 * What the decoded instruction does to registers and stack. What is listed here is modelled or known not to write a
 * general register; all else forgets everything. Calls and returns are the caller's.
 */
function runAmd64(decoder, state) {
    if (decoder.map === MAP_ONE_BYTE)
        runOneByte(decoder, state);
    else if (decoder.map === MAP_0F)
        runTwoByte(decoder, state);
    else
        runExtended(decoder, state);
}
function runOneByte(decoder, state) {
    const { opcode } = decoder;
    if (opcode < 0x40)
        runArithmetic(decoder, state);
    else if (opcode < 0x60)
        runPushPop(decoder, state);
    else if (opcode < 0x80)
        runRow6(decoder, state);
    else if (opcode < 0xa0)
        runMoves(decoder, state);
    else if (opcode < 0xc0)
        runImmediates(decoder, state);
    else
        runRest(decoder, state);
}
/** ADD OR ADC SBB AND SUB XOR CMP, in six forms each. */
function runArithmetic(decoder, state) {
    const operation = decoder.opcode >> 3;
    const form = decoder.opcode & 7;
    const size = (form & 1) === 0 ? 1 : operandSize(decoder);
    if (form >= 4) {
        const result = calculate(operation, narrow(state.get(AX), size), constant(immediate(decoder)), size);
        if (operation !== CMP)
            writeRegister(decoder, state, AX, size, result);
        return;
    }
    const register = regField(decoder);
    const same = isRegister(decoder) && register === lowField(decoder, decoder.modrm);
    const own = narrow(state.get(register), size);
    const other = readRm(decoder, state, size);
    if (operation === CMP)
        return;
    if (same && size >= 4 && (operation === XOR || operation === SUB)) {
        writeRegister(decoder, state, register, size, constant(0));
    }
    else if (form < 2)
        writeRm(decoder, state, size, calculate(operation, other, own, size));
    else
        writeRegister(decoder, state, register, size, calculate(operation, own, other, size));
}
const ADD = 0;
const OR = 1;
const AND = 4;
const SUB = 5;
const XOR = 6;
const CMP = 7;
/** With a second operand that is one constant; all else is not known. */
function calculate(operation, a, b, size) {
    const by = b.kind === 'constants' && b.values.length === 1 ? b.values[0] : undefined;
    if (by === undefined || size < 4)
        return traced_value_UNKNOWN;
    switch (operation) {
        case ADD:
            return narrow(plus(a, by), size);
        case SUB:
            return narrow(plus(a, -by), size);
        case OR:
            return narrow(mapConstants(a, (value) => value | BigInt(by)), size);
        case AND:
            return narrow(mapConstants(a, (value) => value & BigInt(by)), size);
        case XOR:
            return narrow(mapConstants(a, (value) => value ^ BigInt(by)), size);
        default:
            return traced_value_UNKNOWN;
    }
}
function runPushPop(decoder, state) {
    const register = lowField(decoder, decoder.opcode);
    if (decoder.opcode < 0x58)
        push(decoder, state, state.get(register));
    else
        state.set(register, pop(decoder, state));
}
/** 60 to 7F: MOVSXD, PUSH, IMUL, INS and OUTS; Jcc. */
function runRow6(decoder, state) {
    const { opcode } = decoder;
    const size = operandSize(decoder);
    if (opcode >= 0x70)
        return;
    if (opcode === 0x63) {
        const value = signed32(readRm(decoder, state, 4));
        writeRegister(decoder, state, regField(decoder), size, value);
    }
    else if (opcode === 0x68 || opcode === 0x6a)
        push(decoder, state, constant(immediate(decoder)));
    else if (opcode === 0x69 || opcode === 0x6b)
        writeRegister(decoder, state, regField(decoder), size, traced_value_UNKNOWN);
    else if (opcode >= 0x6c)
        runString(state);
    else
        state.forgetAll();
}
/** Instructions on strings write through DI, and count DI, SI and CX. */
function runString(state) {
    for (const register of [AX, CX, SI, DI])
        state.set(register, traced_value_UNKNOWN);
}
/** 80 to 9F. */
function runMoves(decoder, state) {
    const { opcode } = decoder;
    const size = (opcode & 1) === 0 ? 1 : operandSize(decoder);
    const register = regField(decoder);
    switch (opcode) {
        case 0x80:
        case 0x81:
        case 0x83: {
            const operation = (decoder.modrm >> 3) & 7;
            const result = calculate(operation, readRm(decoder, state, size), constant(immediate(decoder)), size);
            if (operation !== CMP)
                writeRm(decoder, state, size, result);
            return;
        }
        case 0x84:
        case 0x85:
        case 0x8e:
            return;
        case 0x86:
        case 0x87:
            writeRm(decoder, state, size, traced_value_UNKNOWN);
            state.taken.take(state.get(register));
            writeRegister(decoder, state, register, size, traced_value_UNKNOWN);
            return;
        case 0x88:
        case 0x89:
            writeRm(decoder, state, size, narrow(state.get(register), size));
            return;
        case 0x8a:
        case 0x8b:
            writeRegister(decoder, state, register, size, readRm(decoder, state, size));
            return;
        case 0x8c:
            writeRm(decoder, state, isRegister(decoder) ? 8 : 2, traced_value_UNKNOWN);
            return;
        case 0x8d:
            runLea(decoder, state);
            return;
        case 0x8f: {
            const value = pop(decoder, state);
            writeRm(decoder, state, 8, value);
            return;
        }
        default:
            runRow9(decoder, state);
    }
}
/** 90 to 9F: XCHG with AX, and instructions of one byte. */
function runRow9(decoder, state) {
    const { opcode } = decoder;
    if (opcode < 0x98) {
        const register = lowField(decoder, opcode);
        if (register === AX)
            return;
        state.set(AX, traced_value_UNKNOWN);
        state.set(register, traced_value_UNKNOWN);
    }
    else if (opcode === 0x98 || opcode === 0x9f)
        state.set(AX, traced_value_UNKNOWN);
    else if (opcode === 0x99)
        state.set(DX, traced_value_UNKNOWN);
    else if (opcode === 0x9c)
        push(decoder, state, traced_value_UNKNOWN);
    else if (opcode === 0x9d)
        pop(decoder, state);
    else if (opcode !== 0x9b && opcode !== 0x9e)
        state.forgetAll();
}
function runLea(decoder, state) {
    const { address, indexed } = amd64_operands_memory(decoder, state);
    if (indexed)
        state.taken.takeIndexed(address);
    const value = indexed ? traced_value_UNKNOWN : address;
    writeRegister(decoder, state, regField(decoder), operandSize(decoder), value);
}
/** A0 to BF: AX to and from an address, strings, MOV of an immediate. */
function runImmediates(decoder, state) {
    const { opcode, code, immediateAt } = decoder;
    if (opcode >= 0xb8) {
        const low = readInt32(code, immediateAt);
        const size = operandSize(decoder);
        const high = BigInt(readInt32(code, immediateAt + 4)) << 32n;
        const value = size === 8 ? Number(high | BigInt(low >>> 0)) : low;
        writeRegister(decoder, state, lowField(decoder, opcode), size, constant(value));
    }
    else if (opcode >= 0xb0)
        writeRegister(decoder, state, lowField(decoder, opcode), 1, traced_value_UNKNOWN);
    else if (opcode < 0xa2)
        state.set(AX, traced_value_UNKNOWN);
    else if (opcode >= 0xa4 && opcode !== 0xa8 && opcode !== 0xa9)
        runString(state);
}
/** C0 to FF. */
function runRest(decoder, state) {
    const { opcode } = decoder;
    const size = (opcode & 1) === 0 ? 1 : operandSize(decoder);
    if (opcode >= 0xd8 && opcode <= 0xdf) {
        runX87(decoder, state);
        return;
    }
    switch (opcode) {
        case 0xc0:
        case 0xc1:
        case 0xd0:
        case 0xd1:
        case 0xd2:
        case 0xd3:
            writeRm(decoder, state, size, traced_value_UNKNOWN);
            return;
        case 0xc6:
            writeRm(decoder, state, 1, traced_value_UNKNOWN);
            return;
        case 0xc7:
            // XBEGIN and XABORT come back with everything as it was, but AX.
            if (decoder.modrm === 0xf8) {
                state.forgetAll();
                return;
            }
            writeRm(decoder, state, size, narrow(constant(immediate(decoder)), size));
            return;
        case 0xc9: {
            state.set(SP, state.get(BP));
            const saved = pop(decoder, state);
            state.set(BP, saved);
            return;
        }
        case 0xcd:
            state.forgetRegisters();
            return;
        case 0xd7:
        case 0xe4:
        case 0xe5:
        case 0xec:
        case 0xed:
            state.set(AX, traced_value_UNKNOWN);
            return;
        case 0xe0:
        case 0xe1:
        case 0xe2:
            state.set(CX, traced_value_UNKNOWN);
            return;
        case 0xf6:
        case 0xf7:
            runGroup3(decoder, state, size);
            return;
        case 0xfe:
        case 0xff:
            runGroup5(decoder, state, size);
            return;
        default:
            if (!HARMLESS.has(opcode))
                state.forgetAll();
    }
}
/** INT3, JRCXZ, OUT, INT1, HLT, and those that change flags. */
const HARMLESS = new Set([
    0xcc, 0xe3, 0xe6, 0xe7, 0xe8, 0xe9, 0xeb, 0xee, 0xef, 0xf1, 0xf4, 0xf5, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd,
]);
function runX87(decoder, state) {
    if (!isRegister(decoder))
        writeMemory(decoder, state, X87_BYTES, traced_value_UNKNOWN);
    else if (decoder.opcode === 0xdf && decoder.modrm === 0xe0)
        state.set(AX, traced_value_UNKNOWN);
}
/** TEST, NOT and NEG, MUL and DIV. */
function runGroup3(decoder, state, size) {
    const n = (decoder.modrm >> 3) & 7;
    if (n < 2)
        return;
    if (n < 4) {
        writeRm(decoder, state, size, traced_value_UNKNOWN);
        return;
    }
    state.set(AX, traced_value_UNKNOWN);
    state.set(DX, traced_value_UNKNOWN);
}
/** INC, DEC and PUSH; calls and jumps are not run. */
function runGroup5(decoder, state, size) {
    const n = (decoder.modrm >> 3) & 7;
    if (n < 2) {
        const value = calculate(n === 0 ? ADD : SUB, readRm(decoder, state, size), constant(1), size);
        writeRm(decoder, state, size, value);
    }
    else if (n === 6)
        push(decoder, state, readRm(decoder, state, 8));
    else if (n !== 4)
        state.forgetAll();
}

;// CONCATENATED MODULE: ./src/reach/code/machine-state.ts

/** How many argument slots of ABI0 are told of a call. */
const ARGUMENT_SLOTS = 9;
const SLOT = 8;
/**
 * Where the stack can change behind the code that is read: a function that takes the address of a slot may hand it to
 * anybody. An object lies above its address, and does not reach over the return address, so the lowest address taken
 * on either side tells. It is gathered over the whole function, whatever the order of its instructions.
 */
class TakenAddresses {
    /** Slots of the function's own frame from here on are unknown. */
    own = 0;
    /** Slots of the caller's argument area from here on are unknown. */
    callers = Number.POSITIVE_INFINITY;
    /** Grows with every change. */
    version = 0;
    take(value) {
        if (value.kind !== 'frame')
            return;
        if (value.offset < 0)
            this.#lower(value.offset, this.callers);
        else
            this.#lower(this.own, value.offset);
    }
    /** An address in the frame to which the code adds what is not known. */
    takeIndexed(value) {
        if (value.kind === 'frame')
            this.#lower(Number.NEGATIVE_INFINITY, value.offset < 0 ? this.callers : 0);
    }
    #lower(own, callers) {
        if (own >= this.own && callers >= this.callers)
            return;
        this.own = Math.min(this.own, own);
        this.callers = Math.min(this.callers, callers);
        this.version++;
    }
    has(offset) {
        return offset < 0 ? offset + SLOT > this.own : offset + SLOT > this.callers;
    }
}
/** The registers and the stack at one place of a function. Offsets count from the stack pointer at the entry. */
class MachineState {
    registers;
    taken;
    /** Number of the stack pointer among the registers. */
    stackPointer;
    /** Of ABI0's first parameter, at the entry. */
    firstParameter;
    /** What was stored, by offset. Null when nothing of the stack is known any more. */
    #slots;
    constructor(registers, taken, stackPointer, firstParameter, slots) {
        this.registers = registers;
        this.taken = taken;
        this.stackPointer = stackPointer;
        this.firstParameter = firstParameter;
        this.#slots = slots;
    }
    copy() {
        const slots = this.#slots === null ? null : new Map(this.#slots);
        return new MachineState([...this.registers], this.taken, this.stackPointer, this.firstParameter, slots);
    }
    get(register) {
        return this.registers[register] ?? traced_value_UNKNOWN;
    }
    /** A stack pointer that is lost stays lost: what was stored meanwhile could be anywhere. */
    set(register, value) {
        if (register !== this.stackPointer) {
            this.taken.take(value);
            this.registers[register] = value;
            return;
        }
        const kept = value.kind === 'frame' && this.get(register).kind === 'frame';
        this.registers[register] = kept ? value : traced_value_UNKNOWN;
        if (!kept)
            this.#slots = null;
    }
    /** The 8 bytes at an address of the stack; unknown for any other address. */
    load(address) {
        if (address.kind !== 'frame' || this.#slots === null || this.taken.has(address.offset))
            return traced_value_UNKNOWN;
        return this.#slots.get(address.offset) ?? this.#untouched(address.offset);
    }
    /** A store of 8 bytes. Through a pointer that is not known it changes only slots whose address was taken. */
    store(address, value) {
        this.taken.take(value);
        this.spoil(address, SLOT);
        if (address.kind === 'frame' && this.#slots !== null)
            this.#slots.set(address.offset, value);
    }
    /** `size` bytes from an address on hold what is not known. */
    spoil(address, size) {
        if (address.kind !== 'frame' || this.#slots === null)
            return;
        const first = address.offset - SLOT + 1;
        const last = address.offset + size - 1;
        for (const offset of this.#slots.keys()) {
            if (offset >= first && offset <= last)
                this.#slots.set(offset, traced_value_UNKNOWN);
        }
        for (let i = 0; i < ARGUMENT_SLOTS; i++) {
            const offset = this.firstParameter + i * SLOT;
            if (offset >= first && offset <= last)
                this.#slots.set(offset, traced_value_UNKNOWN);
        }
    }
    forgetStack() {
        this.#slots = null;
    }
    /** After what is not understood. */
    forgetAll() {
        this.forgetRegisters();
        this.set(this.stackPointer, traced_value_UNKNOWN);
    }
    forgetRegisters() {
        for (let i = 0; i < this.registers.length; i++) {
            if (i !== this.stackPointer)
                this.registers[i] = traced_value_UNKNOWN;
        }
    }
    /**
     * After a call: Go's functions keep no register. The callee may write to its arguments and results, and spill its register
     * arguments next to them: `writable` bytes, that begin at the bottom of this frame; null when that is not known. The
     * caller's argument area is above the frame.
     */
    afterCall(writable) {
        this.forgetRegisters();
        const stack = this.get(this.stackPointer);
        // Assembly without a frame: the caller's arguments are where the callee's are.
        if (stack.kind !== 'frame' || (writable === null && stack.offset >= 0))
            this.forgetStack();
        if (this.#slots === null || stack.kind !== 'frame')
            return;
        const end = writable === null ? 0 : stack.offset + writable;
        for (const offset of this.#slots.keys())
            if (offset < end && offset < 0)
                this.#slots.delete(offset);
        if (end > 0)
            this.spoil(stack, end - stack.offset);
    }
    /** ABI0's argument slots, the first `offset` bytes above the stack pointer. */
    argumentSlots(offset) {
        const stack = this.get(this.stackPointer);
        return Array.from({ length: ARGUMENT_SLOTS }, (_, i) => this.load(plus(stack, offset + i * SLOT)));
    }
    /** Takes in another state at the same place; true when that changed this one. */
    merge(other) {
        let changed = false;
        this.registers.forEach((value, i) => {
            const joined = join(value, other.get(i));
            if (sameValue(joined, value))
                return;
            changed = true;
            this.set(i, joined);
        });
        return this.#mergeSlots(other) || changed;
    }
    #mergeSlots(other) {
        if (this.#slots === null)
            return false;
        if (other.#slots === null) {
            this.#slots = null;
            return true;
        }
        let changed = false;
        for (const offset of new Set([...this.#slots.keys(), ...other.#slots.keys()])) {
            const mine = this.#slots.get(offset) ?? this.#untouched(offset);
            const joined = join(mine, other.#slots.get(offset) ?? this.#untouched(offset));
            if (sameValue(joined, mine))
                continue;
            changed = true;
            this.#slots.set(offset, joined);
        }
        return changed;
    }
    /** A slot that this function did not store to: the caller's argument, or nothing. */
    #untouched(offset) {
        const index = (offset - this.firstParameter) / SLOT;
        if (index < 0 || index >= ARGUMENT_SLOTS || !Number.isInteger(index))
            return traced_value_UNKNOWN;
        return { kind: 'parameter', abi: 'stack', index };
    }
}

;// CONCATENATED MODULE: ./src/reach/code/code-flow.ts
/** More parameters than are ever reloaded after growing the stack. */
const MOST_RELOADS = 40;
/** Reads up to the first instruction that is not understood. */
function readProgram(machine) {
    const flows = [];
    const indexes = new Int32Array(machine.length).fill(-1);
    let at = 0;
    while (at < machine.length) {
        const flow = machine.flow(at);
        if (flow === null)
            break;
        indexes[at] = flows.length;
        flows.push(flow);
        at = flow.end;
    }
    return { flows: flows.map((flow, i) => asRestart(flows, flow, i)), indexes, stoppedAt: at };
}
/** A direct call, or a jump out of the function. */
function leaves(flow, length) {
    if (flow.kind === 'call' || flow.kind === 'restart')
        return true;
    return (flow.kind === 'branch' || flow.kind === 'jump') && (flow.target < 0 || flow.target >= length);
}
/**
 * Growing the stack: a call, the parameters reloaded, a jump to the function's first byte (stacksplit in
 * cmd/internal/obj/x86 and arm64). The function begins anew as it was called, so nothing flows on from that call.
 */
function asRestart(flows, flow, index) {
    if (flow.kind !== 'call')
        return flow;
    const next = flows.slice(index + 1, index + 1 + MOST_RELOADS).find(({ reload }) => !reload);
    return next?.kind === 'jump' && next.target === 0 ? { ...flow, kind: 'restart' } : flow;
}

;// CONCATENATED MODULE: ./src/reach/code/trace-code.ts


/** Far more than a `switch` has cases. */
const MOST_TABLE_ENTRIES = 4096;
/** Bounds on work that well-formed code does not reach. A function beyond them knows no number. */
const MOST_ROUNDS = 64;
const MOST_VISITS = 50;
const POINTER = 8;
/**
 * {@link TraceCode} for one machine: follows values over all ways through the function until nothing changes, joining
 * them where ways meet. Code that no direct jump reaches begins with nothing known.
 */
function traceCode(machine, taken, options) {
    const program = readProgram(machine);
    const wanted = options.wanted ?? (() => true);
    const places = program.flows.filter((flow) => flow.kind === 'trap' || (leaves(flow, machine.length) && wanted(flow.target)));
    const whole = program.stoppedAt === machine.length;
    const tracer = new Tracer(machine, program, taken, options);
    const states = whole && places.length > 0 ? tracer.statesAt(places) : null;
    const stateAt = (flow) => states?.get(flow.at) ?? machine.nothing();
    return {
        calls: places
            .filter(({ kind }) => kind !== 'trap')
            .map((flow) => tracedCall(machine, flow, stateAt(flow))),
        traps: places
            .filter(({ kind }) => kind === 'trap')
            .map((flow) => ({
            at: flow.at,
            kind: flow.trap ?? 'syscall',
            number: asKnown(stateAt(flow).get(machine.numberRegister)),
        })),
        stoppedAt: program.stoppedAt,
    };
}
function tracedCall(machine, flow, state) {
    const jumps = flow.kind === 'branch' || flow.kind === 'jump';
    const slots = state.argumentSlots(jumps ? machine.argumentsAtJump : machine.argumentsAtCall);
    return {
        at: flow.at,
        target: flow.target,
        internal: machine.argumentRegisters.map((register) => asKnown(state.get(register))),
        stack: slots.map(asKnown),
    };
}
/** The next instruction is not reached by this one. */
function endsWay({ kind }) {
    return kind === 'jump' || kind === 'table' || kind === 'stop' || kind === 'restart';
}
class Tracer {
    #machine;
    #program;
    #taken;
    #pointerAt;
    #argumentBytes;
    /** By instruction: ways meet before it. */
    #meets;
    /** The joined state before each instruction where ways meet, by its index. */
    #states = new Map();
    #queue = [];
    /** A jump goes to where nobody can follow. */
    #lost = false;
    #changed = false;
    constructor(machine, program, taken, options) {
        this.#machine = machine;
        this.#program = program;
        this.#taken = taken;
        this.#pointerAt = options.pointerAt ?? (() => null);
        this.#argumentBytes = options.argumentBytes ?? (() => null);
        this.#meets = new Uint8Array(program.flows.length);
    }
    /** The states before these instructions, by place; null when the function cannot be followed. */
    statesAt(places) {
        this.#markMeets();
        for (let round = 0; !this.#lost; round++) {
            if (round === MOST_ROUNDS)
                return null;
            const before = this.#taken.version;
            this.#changed = false;
            if (!this.#solve())
                return null;
            if (!this.#changed && this.#taken.version === before)
                return this.#collect(places);
        }
        return null;
    }
    /** Bytes from the stack pointer on that a call may write to. */
    #writtenBy({ kind, target }) {
        const bytes = kind === 'call' ? this.#argumentBytes(target) : null;
        return bytes === null ? null : this.#machine.argumentsAtCall + bytes;
    }
    #markMeets() {
        const { flows } = this.#program;
        this.#mark(0);
        flows.forEach((flow, i) => {
            if (flow.target >= 0 && flow.target < this.#machine.length)
                this.#mark(flow.target);
            // What follows a restart is part of it, unless a jump goes there.
            if (endsWay(flow) && flow.kind !== 'restart' && i + 1 < flows.length)
                this.#meets[i + 1] = 1;
        });
    }
    #mark(place) {
        const index = this.#program.indexes[place] ?? -1;
        if (index < 0)
            this.#lost = true;
        else if (this.#meets[index] === 0) {
            this.#meets[index] = 1;
            this.#changed = true;
        }
    }
    /** One round to a fixed point; false when it takes too long. */
    #solve() {
        this.#states = new Map();
        this.#reach(0, this.#machine.entry());
        let left = MOST_VISITS * (this.#meets.reduce((sum, mark) => sum + mark, 0) + 1);
        for (let next = 0;;) {
            for (let index = this.#queue.pop(); index !== undefined; index = this.#queue.pop()) {
                if (this.#lost || left-- === 0)
                    return false;
                const state = this.#states.get(index);
                if (state !== undefined)
                    this.#walk(index, state.copy(), null);
            }
            while (next < this.#meets.length && (this.#meets[next] === 0 || this.#states.has(next)))
                next++;
            if (next >= this.#meets.length)
                return true;
            this.#reach(next, this.#machine.nothing());
        }
    }
    #collect(places) {
        const found = new Map(places.map(({ at }) => [at, null]));
        for (const [index, state] of this.#states)
            this.#walk(index, state.copy(), found);
        return new Map([...found].flatMap(([at, state]) => (state === null ? [] : [[at, state]])));
    }
    /** From one meeting of ways to the next. With `found`, only notes the states before its places. */
    #walk(from, state, found) {
        const { flows } = this.#program;
        for (let index = from; index < flows.length; index++) {
            const flow = flows[index];
            if (flow === undefined)
                return;
            if (index > from && this.#meets[index] !== 0) {
                if (found === null)
                    this.#reach(index, state);
                return;
            }
            if (found?.has(flow.at))
                found.set(flow.at, state.copy());
            if (found === null)
                this.#follow(flow, state);
            if (endsWay(flow))
                return;
            if (flow.kind === 'call' || flow.kind === 'indirect-call')
                state.afterCall(this.#writtenBy(flow));
            else
                this.#machine.run(flow.at, state);
        }
    }
    /** To where an instruction goes, besides on. */
    #follow(flow, state) {
        const within = flow.target >= 0 && flow.target < this.#machine.length;
        if (flow.kind === 'table')
            this.#followTable(flow, state);
        else if (!within)
            return;
        else if (flow.kind === 'branch' || flow.kind === 'jump') {
            // JRCXZ and LOOP count a register down.
            const after = state.copy();
            this.#machine.run(flow.at, after);
            this.#reachPlace(flow.target, after);
        }
        else if (flow.kind === 'call' && flow.target !== 0)
            this.#reachPlace(flow.target, this.#machine.nothing());
    }
    /** Entries up to the first that is not in this function: too many only add ways. */
    #followTable(flow, state) {
        const table = this.#machine.tableOf(flow.at, state);
        let entries = 0;
        for (; table !== null && entries < MOST_TABLE_ENTRIES; entries++) {
            const target = this.#pointerAt(table + entries * POINTER);
            if (target === null || target < 0 || target >= this.#machine.length)
                break;
            this.#mark(target);
            this.#reachPlace(target, state);
        }
        if (entries === 0)
            this.#lost = true;
    }
    #reachPlace(place, state) {
        const index = this.#program.indexes[place] ?? -1;
        if (index < 0)
            this.#lost = true;
        else
            this.#reach(index, state);
    }
    #reach(index, state) {
        const known = this.#states.get(index);
        if (known === undefined)
            this.#states.set(index, state.copy());
        else if (!known.merge(state))
            return;
        this.#queue.push(index);
    }
}

;// CONCATENATED MODULE: ./src/reach/code/amd64-trace.ts







/** Go's ABIInternal (src/cmd/compile/abi-internal.md). */
const ARGUMENT_REGISTERS = [AX, BX, CX, DI, SI, 8, 9, 10, 11];
const REGISTERS = 16;
/** ABI0: the return address, then the parameters. */
const FIRST_PARAMETER = 8;
/** An indexed load this many instructions before a jump through a register makes it one through a table. */
const TABLE_WINDOW = 4;
/** {@link TraceCode} of amd64. */
function traceAmd64(code, _start, options = {}) {
    const taken = new TakenAddresses();
    return traceCode(amd64Machine(code, taken), taken, options);
}
function amd64Machine(code, taken) {
    const decoder = new Amd64Decoder(code);
    const stackCheck = stackCheckOf(decoder);
    let sinceIndexed = TABLE_WINDOW;
    return {
        length: code.length,
        argumentRegisters: ARGUMENT_REGISTERS,
        argumentsAtCall: 0,
        argumentsAtJump: FIRST_PARAMETER,
        numberRegister: AX,
        flow: (at) => {
            if (!decoder.decode(at))
                return null;
            const flow = flowOf(decoder, at, sinceIndexed < TABLE_WINDOW);
            sinceIndexed = isIndexed(decoder) ? 0 : sinceIndexed + 1;
            return flow;
        },
        run: (at, state) => {
            if (!decoder.decode(at))
                state.forgetAll();
            else if (at < stackCheck.end)
                state.set(stackCheck.register, traced_value_UNKNOWN);
            else
                runAmd64(decoder, state);
        },
        entry: () => {
            const registers = Array(REGISTERS).fill(traced_value_UNKNOWN);
            ARGUMENT_REGISTERS.forEach((register, index) => {
                registers[register] = { kind: 'parameter', abi: 'internal', index };
            });
            registers[SP] = { kind: 'frame', offset: 0 };
            return new MachineState(registers, taken, SP, FIRST_PARAMETER, new Map());
        },
        nothing: () => new MachineState(Array(REGISTERS).fill(traced_value_UNKNOWN), taken, SP, FIRST_PARAMETER, null),
        tableOf: (at, state) => {
            if (!decoder.decode(at))
                return null;
            if (isRegister(decoder)) {
                const value = readRm(decoder, state, 8);
                return value.kind === 'entry' ? value.table : null;
            }
            const { address } = amd64_operands_memory(decoder, state);
            return address.kind === 'address' ? address.place : null;
        },
    };
}
/**
 * A function with a large frame begins by working out where its frame will end: `LEAQ -n(SP), R` or `MOVQ SP, R; SUBQ $n,
 * R; JCS`, then `CMPQ R, 16(R14)` (stacksplit in cmd/internal/obj/x86). That address is compared and dropped, so it is
 * not one that the function takes. The check is all before `end`; 0 when there is none.
 */
function stackCheckOf(decoder) {
    const none = { register: AX, end: 0 };
    const next = (map, opcode) => decoder.decode(decoder.end) && decoder.map === map && decoder.opcode === opcode;
    decoder.end = 0;
    let register = AX;
    if (next(MAP_ONE_BYTE, 0x8d) && isStackOperand(decoder)) {
        register = regField(decoder);
    }
    else {
        decoder.end = 0;
        if (!next(MAP_ONE_BYTE, 0x89) || !isRegister(decoder) || regField(decoder) !== SP)
            return none;
        register = lowField(decoder, decoder.modrm);
        if (!next(MAP_ONE_BYTE, 0x81))
            return none;
        const branchAt = decoder.end;
        if (!next(MAP_ONE_BYTE, 0x72)) {
            decoder.end = branchAt;
            if (!next(MAP_0F, 0x82))
                return none;
        }
    }
    const compares = next(MAP_ONE_BYTE, 0x3b) && regField(decoder) === register && register !== SP;
    return compares ? { register, end: decoder.end } : none;
}
/** The operand in memory is relative to RSP alone. */
function isStackOperand(decoder) {
    const { modrm, code, modrmAt } = decoder;
    return modrm >= 0 && !isRegister(decoder) && (modrm & 7) === 4 && code[modrmAt + 1] === 0x24;
}
function flowOf(decoder, at, afterIndexed) {
    const plain = { at, end: decoder.end, target: -1, trap: null, reload: isReload(decoder) };
    const { map, opcode } = decoder;
    const trap = trapOf(decoder);
    if (trap !== null)
        return { ...plain, kind: 'trap', trap };
    if (map === MAP_0F) {
        if ((opcode & 0xf0) === 0x80)
            return { ...plain, kind: 'branch', target: branchTarget(decoder) };
        // SYSRET, UD2 and SYSEXIT.
        return { ...plain, kind: opcode === 0x07 || opcode === 0x0b || opcode === 0x35 ? 'stop' : 'plain' };
    }
    if (map !== MAP_ONE_BYTE)
        return { ...plain, kind: 'plain' };
    if (opcode === 0xe8)
        return { ...plain, kind: 'call', target: branchTarget(decoder) };
    if (opcode === 0xe9 || opcode === 0xeb)
        return { ...plain, kind: 'jump', target: branchTarget(decoder) };
    const xbegin = opcode === 0xc7 && decoder.modrm === 0xf8;
    if ((opcode & 0xf0) === 0x70 || (opcode & 0xfc) === 0xe0 || xbegin) {
        return { ...plain, kind: 'branch', target: branchTarget(decoder) };
    }
    // RET, far RET and IRET.
    if ([0xc2, 0xc3, 0xca, 0xcb, 0xcf].includes(opcode))
        return { ...plain, kind: 'stop' };
    return { ...plain, kind: opcode === 0xff ? indirectFlow(decoder, afterIndexed) : 'plain' };
}
/** CALL and JMP through a register or memory. Go jumps within a function that way only with a table (ssagen, BlockAMD64JUMPTABLE). */
function indirectFlow(decoder, afterIndexed) {
    const n = regField(decoder) & 7;
    if (n === 2 || n === 3)
        return 'indirect-call';
    if (n === 5)
        return 'stop';
    if (n !== 4)
        return 'plain';
    return isIndexed(decoder) || (isRegister(decoder) && afterIndexed) ? 'table' : 'stop';
}
function trapOf(decoder) {
    const { map, opcode } = decoder;
    if (map === MAP_0F)
        return opcode === 0x05 ? 'syscall' : opcode === 0x34 ? 'sysenter' : null;
    return map === MAP_ONE_BYTE && opcode === 0xcd && decoder.code[decoder.immediateAt] === 0x80
        ? 'int80'
        : null;
}
/** Loads with RSP as base: MOV, MOVZX, MOVSX, MOVUPS and the like; NOP. */
function isReload(decoder) {
    const { map, opcode } = decoder;
    if (map === MAP_ONE_BYTE && opcode === 0x90)
        return true;
    if (map === MAP_0F && opcode === 0x1f)
        return true;
    const loads = map === MAP_ONE_BYTE ? ONE_BYTE_LOADS : map === MAP_0F ? TWO_BYTE_LOADS : [];
    return isStackOperand(decoder) && loads.includes(opcode) && regField(decoder) !== SP;
}
const ONE_BYTE_LOADS = [0x63, 0x8a, 0x8b];
const TWO_BYTE_LOADS = [0x10, 0x28, 0x6f, 0xb6, 0xb7, 0xbe, 0xbf];

;// CONCATENATED MODULE: ./src/reach/code/arm64-words.ts
/**
 * Fields of A64 instructions (Arm Architecture Reference Manual, chapter C4, "A64 instruction set encoding"). A word is an
 * unsigned 32-bit number; offsets of branches and addresses are in bytes.
 */
function readWord(code, at) {
    return (((code[at] ?? 0) |
        ((code[at + 1] ?? 0) << 8) |
        ((code[at + 2] ?? 0) << 16) |
        ((code[at + 3] ?? 0) << 24)) >>>
        0);
}
/** BL, or B with `link` false. */
function isBranch(word) {
    return (word & 0x7c000000) === 0x14000000;
}
function links(word) {
    return word >= 0x80000000;
}
/** B.cond (and BC.cond), CBZ, CBNZ, TBZ, TBNZ. */
function isConditional(word) {
    return ((word & 0xff000000) >>> 0 === 0x54000000 ||
        (word & 0x7e000000) === 0x34000000 ||
        (word & 0x7e000000) === 0x36000000);
}
/** From the instruction to the target of what {@link isBranch} and {@link isConditional} know. */
function branchOffset(word) {
    if (isBranch(word))
        return ((word << 6) >> 6) * 4;
    if ((word & 0x7e000000) === 0x36000000)
        return ((word << 13) >> 18) * 4;
    return ((word << 8) >> 13) * 4;
}
/** SVC with any number; Linux looks at none. */
function isSvc(word) {
    return (word & 0xffe0001f) >>> 0 === 0xd4000001;
}
/** BR, BLR, RET, ERET, DRPS and their kin with pointer authentication. */
function isIndirect(word) {
    return (word & 0xfe000000) >>> 0 === 0xd6000000;
}
/** ADR and ADRP. */
function isAdr(word) {
    return (word & 0x1f000000) === 0x10000000;
}
/** Signed immediate of 21 bits: bytes for ADR, pages for ADRP (the top bit of the word). */
function adrImmediate(word) {
    return (((word << 8) >> 13) << 2) | ((word >>> 29) & 3);
}
/** Where ADR or ADRP at `at` points; `low` are the low 12 bits of the address of place 0. */
function adrTarget(word, at, low) {
    const immediate = adrImmediate(word);
    if (word < 0x80000000)
        return at + immediate;
    return Math.floor((at + low) / 4096) * 4096 - low + immediate * 4096;
}
/** ADD or SUB of an immediate, with flags or without. */
function isAddImmediate(word) {
    return (word & 0x1f800000) === 0x11000000;
}
function addImmediate(word) {
    const immediate = (word >>> 10) & 0xfff;
    return (word & 0x00400000) !== 0 ? immediate * 4096 : immediate;
}
/** LDR and STR with an unsigned offset, also of vectors. */
function isLoadStoreUnsigned(word) {
    return (word & 0x3b000000) === 0x39000000;
}
/** Bytes that a load or store of one register moves: by size, or 16 for Q. */
function accessSize(word) {
    const vector128 = (word & 0x04800000) === 0x04800000;
    return vector128 && word >>> 30 === 0 ? 16 : 1 << (word >>> 30);
}
/** LDR of a literal: data within reach of the program counter. */
function isLoadLiteral(word) {
    return (word & 0x3b000000) === 0x18000000;
}
/** Bytes of the literal; 0 for PRFM, which reads none. */
function literalSize(word) {
    const size = word >>> 30;
    if ((word & 0x04000000) !== 0)
        return 4 << size;
    return size === 1 ? 8 : size === 3 ? 0 : 4;
}
/** The number that a logical immediate stands for (DecodeBitMasks); null when it is none. */
function bitMask(word) {
    const is64 = word >= 0x80000000;
    const n = (word >>> 22) & 1;
    const rotate = (word >>> 16) & 63;
    const ones = (word >>> 10) & 63;
    const length = 31 - Math.clz32((n << 6) | (~ones & 63));
    if (length < 1 || (n === 1 && !is64))
        return null;
    const size = 1 << length;
    const count = (ones & (size - 1)) + 1;
    if (count === size)
        return null;
    const run = (1n << BigInt(count)) - 1n;
    const by = BigInt(rotate & (size - 1));
    const width = BigInt(size);
    const element = BigInt.asUintN(size, (run >> by) | (run << (width - by)));
    let mask = 0n;
    for (let at = 0; at < (is64 ? 64 : 32); at += size)
        mask |= element << BigInt(at);
    return mask;
}

;// CONCATENATED MODULE: ./src/reach/code/arm64-scan.ts

const arm64_scan_WORD = 4;
/**
 * {@link ScanCode} of arm64. Any word is an instruction, so decoding ends only where less than a word is left. The numbers
 * that Go's assembler puts behind a function's code (LDR of a literal) are not taken for instructions. An address is told
 * when ADRP and what completes it stand next to each other, as Go's linker needs them (R_ADDRARM64 in cmd/link).
 */
function scanArm64(code, start, sink) {
    const low = Number(start & 0xfffn);
    const literals = new Literals();
    const end = code.length - (code.length % arm64_scan_WORD);
    let page = -1;
    let pageRegister = -1;
    for (let at = 0; at < end; at += arm64_scan_WORD) {
        if (literals.has(at))
            continue;
        const word = readWord(code, at);
        if (pageRegister >= 0)
            reportAddress(word, at, page, pageRegister, sink);
        pageRegister = -1;
        if (isBranch(word)) {
            const target = at + branchOffset(word);
            if (links(word) || target < 0 || target >= code.length)
                sink.call(at, target);
        }
        else if (isAdr(word)) {
            const target = adrTarget(word, at, low);
            if (word < 0x80000000)
                sink.reference(at, target);
            else {
                page = target;
                pageRegister = word & 31;
            }
        }
        else if (isConditional(word)) {
            const target = at + branchOffset(word);
            if (target < 0 || target >= code.length)
                sink.call(at, target);
        }
        else if (isSvc(word))
            sink.trap(at, 'svc');
        else if (isLoadLiteral(word)) {
            const target = at + branchOffset(word);
            literals.add(target, literalSize(word));
            sink.access(at, target);
        }
    }
    return end;
}
/** ADD, or a load or store, that completes the address which ADRP began one word before. */
function reportAddress(word, at, page, register, sink) {
    if (((word >>> 5) & 31) !== register)
        return;
    // ADD of 64 bits, without flags and shift.
    if ((word & 0xffc00000) >>> 0 === 0x91000000 && isAddImmediate(word)) {
        sink.reference(at - arm64_scan_WORD, page + addImmediate(word));
    }
    else if (isLoadStoreUnsigned(word)) {
        sink.access(at - arm64_scan_WORD, page + ((word >>> 10) & 0xfff) * accessSize(word));
    }
}
/** Words of a function that are data. A load comes before the data that it reads. */
class Literals {
    #words = null;
    add(target, size) {
        for (let at = target; at < target + size; at += arm64_scan_WORD) {
            this.#words ??= new Set();
            this.#words.add(at);
        }
    }
    has(at) {
        return this.#words !== null && this.#words.has(at);
    }
}

;// CONCATENATED MODULE: ./src/reach/code/arm64-effects.ts


/** Register 31 is the stack pointer or always zero, as the instruction says. It is kept as the stack pointer. */
const arm64_effects_SP = 31;
const FRAME_POINTER = 29;
/** The register in which Go's prologue works out the stack pointer of a large frame. */
const NEXT_STACK = 20;
const arm64_effects_POINTER = 8;
/** More than any instruction on vectors stores. */
const arm64_effects_VECTOR_BYTES = 64;
/** What an instruction does to registers and stack. What is not listed forgets everything. */
function runArm64(instruction, state) {
    const { word } = instruction;
    const group = (word >>> 25) & 15;
    if ((group & 14) === 8)
        runImmediate(instruction, state);
    else if ((group & 14) === 10)
        runSystem(word, state);
    else if ((group & 5) === 4)
        runLoadStore(word, state);
    else if ((group & 7) === 5)
        runRegister(word, state);
    else if ((group & 7) === 7)
        setRegister(state, word & 31, traced_value_UNKNOWN);
    else
        state.forgetAll();
}
/** A general register, where 31 is zero. */
function register(state, number) {
    return number === 31 ? constant(0) : state.get(number);
}
function setRegister(state, number, value) {
    if (number !== 31)
        state.set(number, value);
}
function sized(word, value) {
    return word >= 0x80000000 ? value : low32(value);
}
function runImmediate({ word, at, low }, state) {
    const to = word & 31;
    const from = (word >>> 5) & 31;
    if (isAdr(word))
        setRegister(state, to, { kind: 'address', place: adrTarget(word, at, low) });
    else if (isAddImmediate(word))
        runAdd(word, state);
    else if ((word & 0x1f800000) === 0x12000000) {
        const mask = bitMask(word);
        const operation = (word >>> 29) & 3;
        const value = mask === null ? traced_value_UNKNOWN : mapConstants(register(state, from), bitOperation(operation, mask));
        // ANDS writes no stack pointer.
        if (operation === 3)
            setRegister(state, to, sized(word, value));
        else
            state.set(to, sized(word, value));
    }
    else if ((word & 0x1f800000) === 0x12800000)
        runMoveWide(word, state);
    // Tagged addresses may go to the stack pointer.
    else if ((word & 0x1f800000) === 0x11800000)
        state.set(to, traced_value_UNKNOWN);
    else
        setRegister(state, to, traced_value_UNKNOWN);
}
function bitOperation(operation, mask) {
    if (operation === 1)
        return (value) => value | mask;
    if (operation === 2)
        return (value) => value ^ mask;
    return (value) => value & mask;
}
/** ADD and SUB of an immediate or an extended register: 31 is the stack pointer, but as the target of one with flags. */
function runAdd(word, state) {
    const to = word & 31;
    const flags = (word & 0x20000000) !== 0;
    // CMP and CMN.
    if (flags && to === 31)
        return;
    const value = stackSum(word, state);
    if (value.kind === 'unknown')
        state.taken.takeIndexed(state.get((word >>> 5) & 31));
    state.set(to, value);
}
/** What an ADD or SUB of an immediate or an extended register makes. */
function stackSum(word, state) {
    const from = state.get((word >>> 5) & 31);
    const sign = (word & 0x40000000) !== 0 ? -1 : 1;
    if (isAddImmediate(word))
        return sized(word, plus(from, sign * addImmediate(word)));
    const by = register(state, (word >>> 16) & 31);
    // Only as it is, with 64 bits and no shift.
    if ((word & 0xfc00) !== 0x6000 || by.kind !== 'constants' || by.values.length !== 1)
        return traced_value_UNKNOWN;
    return sized(word, plus(from, sign * (by.values[0] ?? 0)));
}
/** MOVN, MOVZ, MOVK. */
function runMoveWide(word, state) {
    const to = word & 31;
    const operation = (word >>> 29) & 3;
    const shift = BigInt(((word >>> 21) & 3) * 16);
    const part = BigInt((word >>> 5) & 0xffff) << shift;
    const start = operation === 3 ? register(state, to) : constant(0);
    const value = mapConstants(start, (old) => {
        if (operation === 0)
            return ~part;
        return (BigInt.asUintN(64, old) & ~(0xffffn << shift)) | part;
    });
    setRegister(state, to, operation === 1 ? traced_value_UNKNOWN : sized(word, value));
}
/** Branches, which write nothing, and system instructions, some of which read into a register. */
function runSystem(word, state) {
    if (isSvc(word))
        state.set(0, traced_value_UNKNOWN);
    else if ((word & 0xff000000) >>> 0 === 0xd5000000) {
        // MRS and SYSL have the bit for reading.
        if ((word & 0x00200000) !== 0)
            setRegister(state, word & 31, traced_value_UNKNOWN);
        // Hints with pointer authentication change X16, X17 and X30.
        else if ((word & 0xfffff000) >>> 0 === 0xd5032000)
            for (const hinted of [16, 17, 30])
                state.set(hinted, traced_value_UNKNOWN);
    }
}
function runRegister(word, state) {
    const to = word & 31;
    const first = register(state, (word >>> 5) & 31);
    const second = register(state, (word >>> 16) & 31);
    if ((word & 0x1f200000) === 0x0b200000)
        runAdd(word, state);
    // ORR of shifted registers: MOV when one is zero and none is shifted.
    else if ((word & 0x7fe0ffe0) === 0x2a0003e0)
        setRegister(state, to, sized(word, second));
    else if ((word & 0x7fe00c00) === 0x1a800000)
        setRegister(state, to, join(sized(word, first), sized(word, second)));
    else if ((word & 0x7f200000) === 0x0b000000 && (word & 0xfc00) === 0)
        setRegister(state, to, arm64_effects_sum(word, first, second));
    // CCMP and CCMN write flags alone.
    else if ((word & 0x3fe00000) !== 0x3a400000)
        setRegister(state, to, traced_value_UNKNOWN);
}
/** ADD of two registers, of which one is a constant. */
function arm64_effects_sum(word, first, second) {
    for (const [a, b] of [
        [first, second],
        [second, first],
    ]) {
        if (b.kind === 'constants' && b.values.length === 1)
            return sized(word, plus(a, b.values[0] ?? 0));
    }
    return traced_value_UNKNOWN;
}
function runLoadStore(word, state) {
    if ((word & 0x3a000000) === 0x28000000)
        runPair(word, state);
    else if (isLoadLiteral(word)) {
        if ((word & 0x04000000) === 0 && word >>> 30 !== 3)
            setRegister(state, word & 31, traced_value_UNKNOWN);
    }
    else if (isLoadStoreUnsigned(word)) {
        const offset = ((word >>> 10) & 0xfff) * accessSize(word);
        access(word, state, plus(state.get((word >>> 5) & 31), offset));
    }
    else if ((word & 0x3b000000) === 0x38000000)
        runIndexed(word, state);
    else if ((word & 0x3f000000) === 0x08000000)
        runExclusive(word, state);
    else if ((word & 0xbe000000) >>> 0 === 0x0c000000)
        runStructure(word, state);
    else
        state.forgetAll();
}
/** LDP and STP. */
function runPair(word, state) {
    const vector = (word & 0x04000000) !== 0;
    const size = vector ? 4 << (word >>> 30) : word >= 0x80000000 ? 8 : 4;
    const base = (word >>> 5) & 31;
    const mode = (word >>> 23) & 3;
    const load = (word & 0x00400000) !== 0;
    // STGP tags memory; 3 is not allocated.
    if (!vector && (word >>> 30 === 3 || (word >>> 30 === 1 && !load))) {
        state.forgetAll();
        return;
    }
    const offset = ((word << 10) >> 25) * size;
    const moved = plus(state.get(base), offset);
    const address = mode === 1 ? state.get(base) : moved;
    if (mode === 3)
        state.set(base, moved);
    const targets = [word & 31, (word >>> 10) & 31];
    const values = targets.map((_, i) => state.load(plus(address, i * arm64_effects_POINTER)));
    targets.forEach((target, i) => {
        if (load) {
            // LDPSW loads 4 bytes too.
            const whole = size === 8 && word >>> 30 === 2;
            if (!vector)
                setRegister(state, target, whole ? (values[i] ?? traced_value_UNKNOWN) : traced_value_UNKNOWN);
        }
        else
            store(state, plus(address, i * size), size, vector ? traced_value_UNKNOWN : register(state, target));
    });
    if (mode === 1)
        state.set(base, moved);
}
/** LDR and STR with other offsets: unscaled, before and after the access, by register; and atomic operations. */
function runIndexed(word, state) {
    const base = (word >>> 5) & 31;
    const from = state.get(base);
    const form = (word >>> 10) & 3;
    if ((word & 0x00200000) !== 0) {
        if (form === 2)
            accessIndexed(word, state, from);
        else
            runAtomic(word, state, base);
        return;
    }
    const moved = plus(from, (word << 11) >> 23);
    if (form === 3)
        state.set(base, moved);
    access(word, state, form === 1 ? from : moved);
    if (form === 1)
        state.set(base, moved);
}
/** LDADD, SWP, LDAPR and their kin, LDRAA. Those of 64 bytes (LD64B, ST64B) forget everything. */
function runAtomic(word, state, base) {
    const form = (word >>> 10) & 3;
    const operation = (word >>> 12) & 15;
    if (form === 0 && operation > 8 && operation !== 12) {
        state.forgetAll();
        return;
    }
    state.taken.take(register(state, (word >>> 16) & 31));
    store(state, state.get(base), arm64_effects_POINTER, traced_value_UNKNOWN);
    setRegister(state, word & 31, traced_value_UNKNOWN);
    if (form !== 0)
        state.set(base, traced_value_UNKNOWN);
}
/** With a register as offset. Of a table of pointers, an entry comes out. */
function accessIndexed(word, state, base) {
    if (!isLoad(word)) {
        state.taken.takeIndexed(base);
        if ((word & 0x04000000) === 0)
            state.taken.take(register(state, word & 31));
    }
    else if ((word & 0x04000000) === 0) {
        const pointer = word >>> 30 === 3 && base.kind === 'address';
        if (word >>> 22 !== 0x3e2)
            setRegister(state, word & 31, pointer ? { kind: 'entry', table: base.place } : traced_value_UNKNOWN);
    }
}
function isLoad(word) {
    const operation = (word >>> 22) & 3;
    // Of vectors, 2 stores 16 bytes.
    return operation !== 0 && !((word & 0x04000000) !== 0 && operation === 2);
}
/** One register to or from memory. */
function access(word, state, address) {
    const target = word & 31;
    const vector = (word & 0x04000000) !== 0;
    const size = accessSize(word);
    if (!isLoad(word)) {
        store(state, address, size, vector ? traced_value_UNKNOWN : register(state, target));
        return;
    }
    if (vector || (size === 8 && ((word >>> 22) & 3) === 2))
        return;
    const value = state.load(address);
    const operation = (word >>> 22) & 3;
    if (size === 8)
        setRegister(state, target, value);
    else if (size === 4)
        setRegister(state, target, operation === 1 ? low32(value) : signed32(value));
    else
        setRegister(state, target, traced_value_UNKNOWN);
}
function store(state, address, size, value) {
    if (size === arm64_effects_POINTER)
        state.store(address, value);
    else
        state.spoil(address, size);
}
/** LDXR, STXR, LDAR, STLR, CAS and CASP: any of their registers may be written. */
function runExclusive(word, state) {
    const address = state.get((word >>> 5) & 31);
    const fields = [word & 31, (word >>> 10) & 31, (word >>> 16) & 31];
    for (const field of fields)
        state.taken.take(register(state, field));
    state.spoil(address, 2 * arm64_effects_POINTER);
    for (const field of fields) {
        setRegister(state, field, traced_value_UNKNOWN);
        // CASP has pairs.
        if (field % 2 === 0)
            setRegister(state, field + 1, traced_value_UNKNOWN);
    }
}
/** LD1 to LD4 and ST1 to ST4; some add to their base. */
function runStructure(word, state) {
    const base = (word >>> 5) & 31;
    state.spoil(state.get(base), arm64_effects_VECTOR_BYTES);
    if ((word & 0x00800000) !== 0)
        state.set(base, traced_value_UNKNOWN);
}
/**
 * Addresses that Go's prologue works out and hands to nobody: the frame pointer (SUB $8, RSP, R29) and the stack pointer
 * of a large frame (SUB of a number or of R27 from RSP to R20; STP (R29, R30), -8(R20); MOVD R20, RSP). See preprocess in cmd/internal/obj/arm64.
 */
function ofPrologue(word, secondNext) {
    if (word === 0xd10023fd)
        return FRAME_POINTER;
    const lowers = (word & 0xff8003ff) >>> 0 === 0xd10003f4 || word === 0xcb3b63f4;
    return lowers && secondNext === 0x9100029f ? NEXT_STACK : null;
}

;// CONCATENATED MODULE: ./src/reach/code/arm64-trace.ts






/** Go's ABIInternal (src/cmd/compile/abi-internal.md): R0 to R15. */
const arm64_trace_ARGUMENT_REGISTERS = Array.from({ length: 16 }, (_, i) => i);
const arm64_trace_REGISTERS = 32;
/** ABI0: the caller's own link register lies below its arguments. */
const arm64_trace_FIRST_PARAMETER = 8;
const NUMBER_REGISTER = 8;
const arm64_trace_WORD = 4;
/** A load by register, or a sum, this many instructions before BR makes it a jump through a table. */
const arm64_trace_TABLE_WINDOW = 4;
/** {@link TraceCode} of arm64. */
function traceArm64(code, start, options = {}) {
    const taken = new TakenAddresses();
    return traceCode(arm64Machine(code, Number(start & 0xfffn), taken), taken, options);
}
function arm64Machine(code, low, taken) {
    const literals = literalsOf(code);
    const check = stackCheckEnd(code);
    const state = (value, slots) => new MachineState(Array(arm64_trace_REGISTERS).fill(value), taken, arm64_effects_SP, arm64_trace_FIRST_PARAMETER, slots);
    const instruction = (at) => ({ word: readWord(code, at), at, low });
    return {
        length: code.length,
        argumentRegisters: arm64_trace_ARGUMENT_REGISTERS,
        argumentsAtCall: arm64_trace_FIRST_PARAMETER,
        argumentsAtJump: arm64_trace_FIRST_PARAMETER,
        numberRegister: NUMBER_REGISTER,
        flow: (at) => (at + arm64_trace_WORD > code.length ? null : arm64_trace_flowOf(code, at, literals)),
        run: (at, now) => {
            const word = readWord(code, at);
            const prologue = ofPrologue(word, readWord(code, at + 2 * arm64_trace_WORD));
            // The value of what the prologue works out counts, but nobody else gets the address.
            if (prologue !== null)
                now.registers[prologue] = stackSum(word, now);
            else if (at < check)
                now.set(word & 31, traced_value_UNKNOWN);
            else
                runArm64(instruction(at), now);
        },
        entry: () => {
            const entry = state(traced_value_UNKNOWN, new Map());
            for (const index of arm64_trace_ARGUMENT_REGISTERS)
                entry.registers[index] = { kind: 'parameter', abi: 'internal', index };
            entry.registers[arm64_effects_SP] = { kind: 'frame', offset: 0 };
            return entry;
        },
        nothing: () => state(traced_value_UNKNOWN, null),
        tableOf: (at, now) => {
            const value = now.get((readWord(code, at) >>> 5) & 31);
            return value.kind === 'entry' ? value.table : null;
        },
    };
}
function literalsOf(code) {
    const literals = new Literals();
    for (let at = 0; at + arm64_trace_WORD <= code.length; at += arm64_trace_WORD) {
        const word = readWord(code, at);
        if (!literals.has(at) && isLoadLiteral(word))
            literals.add(at + branchOffset(word), literalSize(word));
    }
    return literals;
}
/**
 * The end of a stack check for a large frame: SUB or SUBS $n, RSP, R16 or R17 (and B.LO), then CMP, within the first
 * words of a function (stacksplit in cmd/internal/obj/arm64). 0 when there is none. What it writes there is dropped.
 */
function stackCheckEnd(code) {
    for (let at = 0; at < 6 * arm64_trace_WORD && at + arm64_trace_WORD <= code.length; at += arm64_trace_WORD) {
        const word = readWord(code, at);
        const target = word & 31;
        if ((word & 0xdf8003e0) >>> 0 === 0xd10003e0 && (target === 16 || target === 17)) {
            const next = readWord(code, at + arm64_trace_WORD);
            const compares = isCompare(next) || (isConditional(next) && isCompare(readWord(code, at + 2 * arm64_trace_WORD)));
            return compares ? at + arm64_trace_WORD : 0;
        }
        // MOV and LDR of the words before write R16, R17 or R27.
        if (target !== 16 && target !== 17 && target !== 27)
            return 0;
    }
    return 0;
}
/** CMP of two registers. */
function isCompare(word) {
    return (word & 0xff20001f) >>> 0 === 0xeb00001f;
}
function arm64_trace_flowOf(code, at, literals) {
    const word = readWord(code, at);
    const plain = { at, end: at + arm64_trace_WORD, target: -1, trap: null, reload: arm64_trace_isReload(word) };
    // Data is never run; nor is UDF come back from.
    if (literals.has(at) || word < 0x10000)
        return { ...plain, kind: 'stop', reload: false };
    if (isBranch(word))
        return { ...plain, kind: links(word) ? 'call' : 'jump', target: at + branchOffset(word) };
    if (isConditional(word))
        return { ...plain, kind: 'branch', target: at + branchOffset(word) };
    if (isSvc(word))
        return { ...plain, kind: 'trap', trap: 'svc' };
    if (!isIndirect(word))
        return { ...plain, kind: 'plain' };
    const operation = (word >>> 21) & 15;
    // BLR and BLRAA; RET, ERET and DRPS; BR and BRAA.
    if ((operation & 7) === 1)
        return { ...plain, kind: 'indirect-call' };
    if ((operation & 7) !== 0)
        return { ...plain, kind: 'stop' };
    return { ...plain, kind: jumpsByTable(code, at, (word >>> 5) & 31) ? 'table' : 'stop' };
}
/** Go loads the target right before the jump (ssagen, BlockARM64JUMPTABLE); C adds to it. */
function jumpsByTable(code, branch, register) {
    for (let at = branch - arm64_trace_WORD; at >= 0 && at >= branch - arm64_trace_TABLE_WINDOW * arm64_trace_WORD; at -= arm64_trace_WORD) {
        const word = readWord(code, at);
        const loads = (word & 0x3b200c00) === 0x38200800;
        const adds = (word & 0x1f000000) === 0x0b000000;
        if ((word & 31) === register && (loads || adds))
            return true;
    }
    return false;
}
/** LDR and LDP with the stack pointer as base, which they leave; NOP. */
function arm64_trace_isReload(word) {
    if (word === 0xd503201f)
        return true;
    if (((word >>> 5) & 31) !== arm64_effects_SP)
        return false;
    const one = (word & 0x3b000000) === 0x39000000 || (word & 0x3b200c00) === 0x38000000;
    if (one)
        return ((word >>> 22) & 3) !== 0;
    return (word & 0x3bc00000) === 0x29400000;
}

;// CONCATENATED MODULE: ./src/reach/code-reader.ts




/** @param machine as ElfFacts.machine says it; null when its code is not understood */
function codeReaderOf(machine) {
    switch (machine) {
        case 'x86_64':
            return { scan: scanAmd64, trace: traceAmd64, step: 1 };
        case 'aarch64':
            return { scan: scanArm64, trace: traceArm64, step: 4 };
        default:
            return null;
    }
}

;// CONCATENATED MODULE: ./src/reach/entry-points.ts

/**
 * Follows syscall numbers from the instructions up through the callers: a function that executes the instruction with a
 * number of its own is a place; one that takes the number from a parameter is an entry point, and so is one that hands a
 * parameter on to an entry point. What cannot be followed is a place without a number, also where an entry point's
 * address is taken: it may be called with anything.
 */
function findEntryPoints(program) {
    const { map } = program;
    const found = openFindings();
    followHandOver(program, found);
    for (const index of map.traps)
        readTraps(program, index, found);
    const callers = openCallers(map);
    // Grows while it is read.
    for (const entry of found.queue) {
        for (const caller of callers(entry.function, 'call'))
            readCalls(program, caller, entry, found);
    }
    for (const entry of found.entries)
        readReferences(program, entry, callers(entry, 'reference'), found);
    return { places: found.places, entries: found.entries };
}
/**
 * syscall.AllThreadsSyscall runs a call in every thread: the runtime keeps number and arguments in a variable, from which
 * each thread takes them when a signal comes (runtime/os_linux.go, Go 1.18 on). The variable has one writer, so the
 * reader's numbers are those that the writer is called with; without the writer the reader never runs.
 */
const READER = 'runtime.runPerThreadSyscall';
const WRITER = 'syscall.runtime_doAllThreadsSyscall';
const WRITTEN = { kind: 'parameter', abi: 'internal', index: 0 };
function followHandOver({ functions }, found) {
    const reader = findFunction(functions, READER);
    if (reader < 0)
        return;
    found.handedOver.add(reader);
    const writer = findFunction(functions, WRITER);
    if (writer >= 0)
        found.add(writer, functions.entries[writer] ?? 0, WRITTEN);
}
function findFunction(functions, name) {
    for (let index = 0; index < functions.count; index++)
        if (functions.name(index) === name)
            return index;
    return -1;
}
function openFindings() {
    const places = [];
    const queue = [];
    const seen = new Set();
    const entries = new Set();
    /** Functions whose unknown numbers come from elsewhere. */
    const handedOver = new Set();
    return {
        places,
        queue,
        entries,
        handedOver,
        /** What one place says of its number. */
        add(index, address, number) {
            switch (number.kind) {
                case 'constants':
                    for (const value of number.values)
                        places.push({ index, address, number: value });
                    break;
                case 'unknown':
                    if (!handedOver.has(index))
                        places.push({ index, address, number: null });
                    break;
                case 'parameter': {
                    const key = `${index} ${number.abi} ${number.index}`;
                    if (!seen.has(key))
                        queue.push({ function: index, abi: number.abi, index: number.index });
                    seen.add(key);
                    entries.add(index);
                }
            }
        },
    };
}
const entry_points_UNKNOWN = { kind: 'unknown' };
function readTraps(program, index, found) {
    const { functions } = program;
    const start = functions.entries[index] ?? 0;
    const traced = traceFunction(program, index, -1);
    for (const { at, kind, number } of traced.traps) {
        // The old gates of i386 count otherwise.
        const other = kind === 'int80' || kind === 'sysenter';
        found.add(index, start + at, other ? entry_points_UNKNOWN : number);
    }
    if (traced.traps.length === 0 || entry_points_stopped(functions, index, traced))
        found.add(index, start, entry_points_UNKNOWN);
}
function readCalls(program, index, entry, found) {
    const { functions } = program;
    const start = functions.entries[index] ?? 0;
    const traced = traceFunction(program, index, (functions.entries[entry.function] ?? 0) - start);
    for (const call of traced.calls)
        found.add(index, start + call.at, call[entry.abi][entry.index] ?? entry_points_UNKNOWN);
    // The scan saw a call that the trace did not come to.
    if (traced.calls.length === 0 || entry_points_stopped(functions, index, traced))
        found.add(index, start, entry_points_UNKNOWN);
}
function entry_points_stopped(functions, index, { stoppedAt }) {
    return stoppedAt < (functions.entries[index + 1] ?? 0) - (functions.entries[index] ?? 0);
}
/** @param target the calls that are asked for, in bytes from the function's start */
function traceFunction(program, index, target) {
    const { memory, functions, trace } = program;
    const start = functions.entries[index] ?? 0;
    return trace(codeOf(memory, functions, index), BigInt(start), {
        wanted: (called) => called === target,
        argumentBytes(called) {
            const callee = functions.at(start + called);
            return callee < 0 ? null : functions.argumentBytes(callee);
        },
        pointerAt: (place) => {
            const pointer = memory.constant(start + place) ? memory.pointer(start + place) : null;
            return pointer === null ? null : pointer - start;
        },
    });
}
/** Functions with an edge of that kind to one, ascending. */
function openCallers(map) {
    return (index, kind) => {
        const edge = index * 2 + (kind === 'reference' ? 1 : 0);
        const callers = [];
        for (let at = map.edges.indexOf(edge); at >= 0; at = map.edges.indexOf(edge, at + 1)) {
            const caller = entry_points_ownerOf(map.starts, at);
            if (callers.at(-1) !== caller)
                callers.push(caller);
        }
        return callers;
    };
}
/** The function whose range of edges holds a position. */
function entry_points_ownerOf(starts, position) {
    let [low, high] = [0, starts.length - 2];
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= position)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}
/** Whoever takes an entry point's address can call it with any number. */
function readReferences(program, entry, holders, found) {
    const { functions, memory } = program;
    for (const holder of holders)
        found.add(holder, functions.entries[holder] ?? 0, entry_points_UNKNOWN);
    const address = functions.entries[entry] ?? 0;
    if (holders.length === 0 && isInData(memory, address))
        found.add(entry, address, entry_points_UNKNOWN);
}
/** Does a pointer in data lead there, so that code can call it without naming it? */
function isInData(memory, address) {
    const pointer = Buffer.alloc(8);
    pointer.writeBigUInt64LE(BigInt(address));
    return memory.regions.some(({ bytes, start, executable }) => {
        if (executable)
            return false;
        for (let at = bytes.indexOf(pointer); at >= 0; at = bytes.indexOf(pointer, at + 1)) {
            if ((start + at) % 8 === 0)
                return true;
        }
        return false;
    });
}

;// CONCATENATED MODULE: ./src/reach/module-data.ts
/** Words of runtime.moduledata, the same from Go 1.16 to 1.27 (runtime/symtab.go). */
const FUNCTION_TABLE = 13;
const MIN_PC = 20;
const MAX_PC = 21;
const TEXT = 22;
/** Words up to and with `gofunc`, in the longest form. */
const WORDS = 48;
/** Found by what it points to, for it has no name in a stripped file. Null when there is none. */
function findModuleData(memory, table) {
    const mark = Buffer.alloc(8);
    mark.writeBigUInt64LE(BigInt(table.address));
    for (const { bytes, start, executable } of memory.regions) {
        if (executable)
            continue;
        for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
            const address = start + at;
            const word = (index) => memory.pointer(address + 8 * index) ?? Number.NaN;
            const [first, last] = [word(MIN_PC), word(MAX_PC)];
            if (address % 8 === 0 && word(FUNCTION_TABLE) === table.functionTable && first < last)
                return { address, firstFunction: first };
        }
    }
    return null;
}
/** Words behind `text` that could be `gofunc`: its place differs from release to release. */
function laterWords(memory, { address }) {
    const words = [];
    for (let index = TEXT + 1; index < WORDS; index++) {
        const value = memory.pointer(address + 8 * index);
        if (value !== null && value !== 0 && memory.bytes(value, 16) !== null)
            words.push(value);
    }
    return words;
}

;// CONCATENATED MODULE: ./src/reach/function-table.ts


/** ArgsSizeUnknown, of assembly without a Go declaration (runtime/funcdata.h). */
const UNKNOWN_SIZE = 0x80000000;
/** Bytes; names of generic functions before Go 1.21 spell their types out. */
const function_table_MAX_NAME = 65536;
const BUCKET_BITS = 8;
/** Bytes of code; what the table can address is less (4 GiB since Go 1.18). */
const MAX_TEXT = 2 ** 31;
/** @throws MalformedFileError */
function readFunctionTable(memory, table) {
    const relative = table.format === '1.18' || table.format === '1.20';
    const moduleData = relative ? findModuleData(memory, table) : null;
    const { entries, records } = relative
        ? readOffsets(memory, table, moduleData)
        : readAddresses(memory, table);
    checkOrder(memory, entries);
    const count = table.functions;
    const nameField = relative ? 4 : 8;
    const nameAt = (offset) => readName(memory, table.names, offset);
    const find = openSearch(entries);
    return {
        count,
        entries,
        records,
        moduleData,
        nameAt,
        name(index) {
            const offset = memory.u32((records[index] ?? Number.NaN) + nameField);
            const name = offset === null ? null : nameAt(offset);
            if (name === null)
                throw function_table_malformed(`function ${index}`, 'has no readable name');
            return name;
        },
        argumentBytes(index) {
            const bytes = memory.u32((records[index] ?? Number.NaN) + nameField + 4);
            return bytes === null || bytes >= UNKNOWN_SIZE ? null : bytes;
        },
        find,
        at(address) {
            const index = find(address);
            return index >= 0 && entries[index] === address ? index : -1;
        },
    };
}
function function_table_malformed(what, problem) {
    return new MalformedFileError(`${what} of the Go function table`, null, problem);
}
/** Go 1.18 and later: offsets of 32 bits, of the code from the start of the text, of the records from the table. */
function readOffsets(memory, table, moduleData) {
    const { functions: count, functionTable, functionBase } = table;
    const bytes = rowsOf(memory, functionTable, (count * 2 + 1) * 4);
    const first = bytes.readUInt32LE(0);
    const text = moduleData === null ? table.textStart : moduleData.firstFunction - first;
    if (text === 0)
        throw function_table_malformed('the start', 'is not told by the file');
    const entries = new Float64Array(count + 1);
    const records = new Float64Array(count);
    for (let i = 0; i < count; i++) {
        entries[i] = text + bytes.readUInt32LE(8 * i);
        records[i] = functionBase + bytes.readUInt32LE(8 * i + 4);
    }
    entries[count] = text + bytes.readUInt32LE(8 * count);
    return { entries, records };
}
/** Up to Go 1.17: addresses, and offsets of the records, in 64 bits. */
function readAddresses(memory, { functions: count, functionTable, functionBase }) {
    const bytes = rowsOf(memory, functionTable, (count * 2 + 1) * 8);
    const word = (at) => bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;
    const entries = new Float64Array(count + 1);
    const records = new Float64Array(count);
    for (let i = 0; i < count; i++) {
        entries[i] = word(16 * i);
        records[i] = functionBase + word(16 * i + 8);
    }
    entries[count] = word(16 * count);
    return { entries, records };
}
function rowsOf(memory, address, size) {
    const bytes = memory.bytes(address, size);
    if (bytes === null)
        throw function_table_malformed('the end', 'is behind the end of the file');
    return bytes;
}
/** All code must be in one executable region, each function behind the one before. */
function checkOrder(memory, entries) {
    const first = entries[0] ?? Number.NaN;
    const end = entries[entries.length - 1] ?? Number.NaN;
    const held = memory.regions.some((region) => region.executable && first >= region.start && end <= region.end && end - first <= MAX_TEXT);
    if (!held)
        throw function_table_malformed('the code', 'is not in an executable segment');
    for (let i = 1; i < entries.length; i++) {
        if (!((entries[i - 1] ?? 0) <= (entries[i] ?? 0)))
            throw function_table_malformed(`function ${i}`, 'is out of order');
    }
}
/** The last function that begins at or before an address, through an index of the text in steps of 256 bytes. */
function openSearch(entries) {
    const count = entries.length - 1;
    const first = entries[0] ?? 0;
    const end = entries[count] ?? 0;
    const buckets = new Int32Array(Math.floor((end - first) / 2 ** BUCKET_BITS) + 2);
    let index = 0;
    for (let bucket = 0; bucket < buckets.length; bucket++) {
        const start = first + bucket * 2 ** BUCKET_BITS;
        while (index + 1 < count && (entries[index + 1] ?? 0) <= start)
            index++;
        buckets[bucket] = index;
    }
    return (address) => {
        if (!(address >= first && address < end))
            return -1;
        const bucket = Math.floor((address - first) / 2 ** BUCKET_BITS);
        let low = buckets[bucket] ?? 0;
        let high = Math.max(low, buckets[bucket + 1] ?? low);
        while (low < high) {
            const middle = (low + high + 1) >> 1;
            if ((entries[middle] ?? 0) <= address)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    };
}
function readName(memory, names, offset) {
    const room = memory.rest(names + offset);
    if (room === null)
        return null;
    const length = room.subarray(0, function_table_MAX_NAME).indexOf(0);
    return length <= 0 ? null : room.toString('utf8', 0, length);
}

;// CONCATENATED MODULE: ./src/reach/inline-tree.ts

const OLD_CALL = { callSize: 20, callName: 12, callParent: 16 };
const LAYOUTS = {
    '1.2': { pcDataCount: 32, funcDataCount: 39, size: 40, inlineTree: 4, ...OLD_CALL },
    '1.16': { pcDataCount: 32, funcDataCount: 43, size: 44, inlineTree: 3, ...OLD_CALL },
    '1.18': { pcDataCount: 28, funcDataCount: 39, size: 40, inlineTree: 3, ...OLD_CALL },
    '1.20': {
        pcDataCount: 28,
        funcDataCount: 43,
        size: 44,
        inlineTree: 3,
        callSize: 16,
        callName: 4,
        callParent: 8,
    },
};
/** PCDATA_InlTreeIndex, since Go 1.12. */
const TREE_INDEX = 2;
const NO_DATA = 0xffffffff;
/** Deeper than the compiler inlines. */
const MAX_DEPTH = 200;
const MAX_STEPS = 200_000;
/** Functions that must bear out where the inline trees begin. */
const SAMPLES = 50;
function openInlineTree(memory, table, functions) {
    const layout = LAYOUTS[table.format];
    const relative = table.format === '1.18' || table.format === '1.20';
    const base = relative ? findBase(memory, layout, functions) : 0;
    return (index, address) => {
        const record = functions.records[index] ?? Number.NaN;
        const entry = functions.entries[index] ?? Number.NaN;
        const tree = treeOf(memory, layout, record, relative, base);
        const steps = tree === null ? null : stepsOf(memory, table, layout, record);
        if (tree === null || steps === null)
            return [];
        const names = [];
        let row = valueAt(steps, table.quantum, address - entry);
        while (row >= 0 && names.length < MAX_DEPTH) {
            const call = tree + row * layout.callSize;
            const name = functions.nameAt(memory.u32(call + layout.callName) ?? Number.NaN);
            if (name === null)
                break;
            names.push(name);
            row = valueAt(steps, table.quantum, memory.u32(call + layout.callParent) ?? Number.NaN);
        }
        return names;
    };
}
/** Address of a function's inline tree; null when it has none. */
function treeOf(memory, layout, record, relative, base) {
    const place = treePlace(memory, layout, record, relative);
    if (place === null)
        return null;
    if (!relative)
        return memory.pointer(place) || null;
    const offset = memory.u32(place);
    return base === null || offset === null || offset === NO_DATA ? null : base + offset;
}
function treePlace(memory, layout, record, relative) {
    const pcData = memory.u32(record + layout.pcDataCount);
    const funcData = memory.bytes(record + layout.funcDataCount, 1)?.[0] ?? 0;
    if (pcData === null || funcData <= layout.inlineTree)
        return null;
    const tables = record + layout.size + 4 * pcData;
    return relative ? tables + 4 * layout.inlineTree : Math.ceil(tables / 8) * 8 + 8 * layout.inlineTree;
}
/** The table of a function's inline tree rows by address; null when it has none. */
function stepsOf(memory, table, layout, record) {
    const count = memory.u32(record + layout.pcDataCount) ?? 0;
    if (count <= TREE_INDEX)
        return null;
    const offset = memory.u32(record + layout.size + 4 * TREE_INDEX);
    return offset ? memory.rest(table.pcData + offset) : null;
}
/** The row that holds at an offset of the code (runtime.pcvalue); -1 when none does. */
function valueAt(steps, quantum, target) {
    let [at, offset, value] = [0, 0, -1];
    const varint = () => {
        let number = 0;
        for (let shift = 0; shift < 35; shift += 7) {
            const byte = steps[at++] ?? 0;
            number |= (byte & 0x7f) << shift;
            if (byte < 0x80)
                break;
        }
        return number >>> 0;
    };
    for (let step = 0; step < MAX_STEPS && at < steps.length; step++) {
        const change = varint();
        if (change === 0 && step > 0)
            return -1;
        value = (value + (-(change & 1) ^ (change >>> 1))) | 0;
        offset += varint() * quantum;
        if (target < offset)
            return value;
    }
    return -1;
}
/** `gofunc`, from which the offsets count: the word of the module data with which inline trees have names. */
function findBase(memory, layout, functions) {
    if (functions.moduleData === null)
        return null;
    const offsets = [];
    for (let index = 0; index < functions.count && offsets.length < SAMPLES; index++) {
        const place = treePlace(memory, layout, functions.records[index] ?? Number.NaN, true);
        const offset = place === null ? null : memory.u32(place);
        if (offset !== null && offset !== NO_DATA)
            offsets.push(offset);
    }
    const isBase = (base) => offsets.every((offset) => {
        const name = memory.u32(base + offset + layout.callName);
        // A name begins behind the end of another one, save the first.
        return (name !== null &&
            functions.nameAt(name) !== null &&
            (name === 0 || functions.nameAt(name - 1) === null));
    });
    return offsets.length === 0 ? null : (laterWords(memory, functions.moduleData).find(isBase) ?? null);
}

;// CONCATENATED MODULE: ./src/reach/line-table.ts


const MAGICS = [
    [0xfffffff1, '1.20'],
    [0xfffffff0, '1.18'],
    [0xfffffffa, '1.16'],
    [0xfffffffb, '1.2'],
];
/** Places that look like a header and are none, after which the search ends. */
const line_table_MAX_CANDIDATES = 4096;
/** The linker aligns the table to 32 bytes; pointers are all that it must be. */
const line_table_ALIGN = 8;
/** Null when the file has none: it is no Go program. @throws MalformedFileError when there is one, of 32-bit pointers */
function findLineTable(image, memory) {
    for (const name of ['.gopclntab', '.data.rel.ro.gopclntab']) {
        const section = findSection(image, name);
        const table = section && readHeader(memory, Number(section.address));
        if (table)
            return table;
    }
    return searchRegions(memory);
}
function searchRegions(memory) {
    let budget = line_table_MAX_CANDIDATES;
    // Read-only data comes before what was relocated, and nothing but the table begins like one.
    for (const region of memory.regions) {
        for (const [magic] of MAGICS) {
            for (const address of line_table_placesOf(region, magic)) {
                const table = readHeader(memory, address);
                if (table !== null)
                    return table;
                if (--budget === 0)
                    return null;
            }
        }
    }
    return null;
}
function* line_table_placesOf({ bytes, start }, magic) {
    const mark = Buffer.alloc(6);
    mark.writeUInt32LE(magic);
    for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
        if ((start + at) % line_table_ALIGN === 0)
            yield start + at;
    }
}
/** Null when there is no header at the address that could be true. */
function readHeader(memory, address) {
    const header = memory.bytes(address, 8);
    if (header === null || header.readUInt16LE(4) !== 0)
        return null;
    const format = MAGICS.find(([magic]) => magic === header.readUInt32LE(0))?.[1];
    const quantum = header.readUInt8(6);
    const pointerSize = header.readUInt8(7);
    if (format === undefined || ![1, 2, 4].includes(quantum) || ![4, 8].includes(pointerSize))
        return null;
    if (pointerSize === 4)
        throw new MalformedFileError('the Go line table', null, 'has 32-bit pointers');
    const word = (index) => memory.pointer(address + 8 + 8 * index) ?? Number.NaN;
    const table = layOut(format, address, word);
    const fieldSize = format === '1.18' || format === '1.20' ? 4 : 8;
    const held = table.functions > 0 &&
        memory.bytes(table.functionTable, (table.functions * 2 + 1) * fieldSize) !== null &&
        memory.bytes(table.names, 1) !== null &&
        memory.bytes(table.pcData, 1) !== null;
    return held ? { format, address, quantum, ...table } : null;
}
function layOut(format, address, word) {
    const functions = word(0);
    switch (format) {
        case '1.2': {
            const table = { functionTable: address + 16, functionBase: address };
            return { functions, names: address, pcData: address, ...table, textStart: 0 };
        }
        case '1.16': {
            const start = address + word(6);
            const table = { functionTable: start, functionBase: start };
            return { functions, names: address + word(2), pcData: address + word(5), ...table, textStart: 0 };
        }
        default: {
            const start = address + word(7);
            const table = { functionTable: start, functionBase: start };
            return { functions, names: address + word(3), pcData: address + word(6), ...table, textStart: word(2) };
        }
    }
}

;// CONCATENATED MODULE: ./src/reach/memory.ts


/** Writable only until the loader has filled the addresses in. */
const PT_GNU_RELRO = 0x6474e552;
const memory_DT_NULL = 0;
const DT_RELA = 7;
const DT_RELASZ = 8;
const RELA_SIZE = 24;
/** `r_info` of relocations that only add the load address: R_X86_64_RELATIVE and R_AARCH64_RELATIVE. */
const RELATIVE = [8, 1027];
/**
 * Relocations with an addend are filled in; those of DT_RELR need no help, for their places hold the address already.
 * @throws MalformedFileError
 */
function loadMemory(image) {
    const regions = image.segments
        .filter(({ type, fileSize }) => type === PT_LOAD && fileSize > 0)
        .map(({ address, offset, fileSize, flags }) => {
        const start = safe(address, offset);
        const executable = (flags & PF_X) !== 0;
        const bytes = image.file.subarray(offset, offset + fileSize);
        return { start, end: start + bytes.length, executable, writable: (flags & PF_W) !== 0, bytes };
    });
    const sealed = image.segments.find(({ type }) => type === PT_GNU_RELRO);
    const memory = memoryOf(regions, sealed);
    const relocations = findRelocations(image, memory);
    return relocations === null ? memory : memoryOf(relocate(regions, relocations), sealed);
}
function safe(address, offset) {
    if (address <= 0xffffffffffffn)
        return Number(address);
    throw new MalformedFileError('p_vaddr', offset, `is no user-space address: 0x${address.toString(16)}`);
}
function memoryOf(regions, sealed) {
    const sealedStart = Number(sealed?.address ?? 0n);
    const sealedEnd = sealedStart + (sealed?.fileSize ?? 0);
    const find = (address) => regions.find(({ start, end }) => address >= start && address < end);
    // Most reads hit the region of the one before.
    let last;
    const regionOf = (address) => {
        if (!(last && address >= last.start && address < last.end))
            last = find(address);
        return last;
    };
    const rest = (address) => {
        const region = regionOf(address);
        return region === undefined ? null : region.bytes.subarray(address - region.start);
    };
    return {
        regions,
        rest,
        constant: (address) => (address >= sealedStart && address < sealedEnd) || regionOf(address)?.writable === false,
        bytes(address, length) {
            const region = regionOf(address);
            if (region === undefined || !(length <= region.end - address))
                return null;
            return region.bytes.subarray(address - region.start, address - region.start + length);
        },
        u32(address) {
            const region = regionOf(address);
            return region === undefined || region.end - address < 4
                ? null
                : region.bytes.readUInt32LE(address - region.start);
        },
        pointer(address) {
            const region = regionOf(address);
            if (region === undefined || region.end - address < 8)
                return null;
            const at = address - region.start;
            const high = region.bytes.readUInt32LE(at + 4);
            return high > 0x1fffff ? null : high * 2 ** 32 + region.bytes.readUInt32LE(at);
        },
    };
}
function findRelocations(image, memory) {
    const dynamic = image.segments.find(({ type }) => type === PT_DYNAMIC);
    const table = dynamic && memory.bytes(Number(dynamic.address), dynamic.fileSize);
    if (!table)
        return null;
    let address = null;
    let size = null;
    for (let at = 0; at + 16 <= table.length; at += 16) {
        const tag = Number(table.readBigUInt64LE(at));
        if (tag === memory_DT_NULL)
            break;
        if (tag === DT_RELA)
            address = Number(table.readBigUInt64LE(at + 8));
        if (tag === DT_RELASZ)
            size = Number(table.readBigUInt64LE(at + 8));
    }
    return address === null || size === null ? null : memory.bytes(address, size);
}
/** Fills the addends in, into copies of the regions that have places for them. */
function relocate(regions, relocations) {
    const relocated = [...regions];
    const copied = new Set();
    let index = 0;
    for (let at = 0; at + RELA_SIZE <= relocations.length; at += RELA_SIZE) {
        if (relocations.readUInt32LE(at + 12) !== 0 || !RELATIVE.includes(relocations.readUInt32LE(at + 8)))
            continue;
        const place = relocations.readUInt32LE(at) + relocations.readUInt32LE(at + 4) * 2 ** 32;
        const holds = ({ start, end }) => place >= start && place + 8 <= end;
        const current = relocated[index];
        // Neighbours are in one region, mostly.
        if (current === undefined || !holds(current))
            index = relocated.findIndex(holds);
        const region = relocated[index];
        if (region === undefined)
            continue;
        const own = copied.has(index) ? region : { ...region, bytes: Buffer.from(region.bytes) };
        relocated[index] = own;
        copied.add(index);
        relocations.copy(own.bytes, place - own.start, at + 16, at + 24);
    }
    return relocated;
}

;// CONCATENATED MODULE: ./src/reach/parse-reach.ts














/**
 * What the machine code of a Go program for x86-64 or arm64 can ask of the kernel. Never fails because of the file: what
 * cannot be read is said in `why`.
 * @param info its build information; null when it has none
 * @param table the project's table of syscalls
 */
function parseReach(image, info, table) {
    try {
        const reader = codeReaderOf(machineName(image));
        if (reader === null)
            return { reach: null, why: info === null ? 'not-go' : 'unknown-machine' };
        const memory = loadMemory(image);
        const lines = findLineTable(image, memory);
        if (lines === null)
            return { reach: null, why: info === null ? 'not-go' : 'no-function-table' };
        const names = namesByNumber(table, machineOfElf(machineName(image))?.table ?? 'x86_64');
        return { reach: readReach(memory, lines, reader, info, names), why: null };
    }
    catch (error) {
        if (error instanceof MalformedFileError)
            return { reach: null, why: 'unknown-format' };
        throw error;
    }
}
function readReach(memory, lines, reader, info, names) {
    const functions = readFunctionTable(memory, lines);
    const map = mapCode(memory, functions, reader.scan, reader.step);
    const { places, entries } = findEntryPoints({ memory, functions, map, trace: reader.trace });
    const owners = openOwners(info);
    const sources = sortByOwner(functions, owners);
    const describe = openDescriber({ memory, lines, functions, map, entries, owners, sources });
    const sorted = distinct(places);
    return {
        calls: sorted.flatMap(({ index, address, number }) => number === null
            ? []
            : [{ place: describe(index, address), number, syscall: names.get(number) ?? null }]),
        unknown: sorted
            .filter(({ number }) => number === null)
            .map(({ index, address }) => describe(index, address)),
        functions: functions.count,
        cgo: sources.cgo,
    };
}
/** In the order of addresses, each place once for each number. */
function distinct(places) {
    const byKey = new Map(places.map((place) => [`${place.address} ${place.number}`, place]));
    return [...byKey.values()].sort((a, b) => a.address - b.address || (a.number ?? -1) - (b.number ?? -1));
}
/** Where paths begin, best first. */
function sortByOwner(functions, owners) {
    const main = [];
    const dependencies = [];
    let cgo = false;
    for (let index = 0; index < functions.count; index++) {
        const importPath = packageOf(functions.name(index));
        const { origin } = owners(importPath);
        if (origin === 'main')
            main.push(index);
        if (origin === 'dependency')
            dependencies.push(index);
        if (importPath === 'runtime/cgo')
            cgo = true;
    }
    return { main, dependencies, cgo };
}
/** Go's own entry points, which the compiler may have inlined everywhere, so that none is left as a function. */
const OWN_ENTRY = /^(syscall|internal\/runtime\/syscall|runtime\/internal\/syscall|(vendor\/)?golang\.org\/x\/sys\/unix)\.(Raw)?Syscall(6|9|NoError)?$|^syscall\.(rawSyscallNoError|rawVforkSyscall)$/;
function openDescriber({ memory, lines, functions, map, entries, owners, sources }) {
    const inlinedAt = openInlineTree(memory, lines, functions);
    const paths = findPaths(map, functions.count, [sources.main, sources.dependencies]);
    const entryNames = new Set([...entries].map((index) => functions.name(index)));
    const isEntry = (name) => entryNames.has(name) || OWN_ENTRY.test(name);
    return (index, address) => {
        const inlined = inlinedAt(index, address);
        const own = functions.name(index);
        // An entry point that was inlined is no news: whoever called it is.
        const first = inlined.findIndex((name) => !isEntry(name));
        const frames = first < 0 ? [] : inlined.slice(first);
        const name = frames[0] ?? own;
        const owner = owners(packageOf(name));
        const path = [...paths.to(index).map((step) => functions.name(step)), ...[...frames].reverse()];
        return { function: readableName(name), ...owner, address: BigInt(address), path: path.map(readableName) };
    };
}

;// CONCATENATED MODULE: ./src/reach/try-reach.ts



/**
 * As {@link parseReach}, and never throws: what goes wrong here costs the reach and nothing else, and is said by `warn`
 * when it is not the file's fault.
 */
function tryReach({ path, bytes, go }, table, warn) {
    try {
        return parseReach(parseElfImage(bytes), go, table);
    }
    catch (error) {
        warn(`The machine code of ${path} was not read for syscalls: ${(0,src_errors.messageOf)(error)}`);
        return { reach: null, why: 'unknown-format' };
    }
}

;// CONCATENATED MODULE: ./src/policy/policy-error.ts

/** Code `bad-policy` or `ignore-expired`; what is wrong can be shown at its place in the file. */
class PolicyError extends src_errors.GateError {
    problems;
    constructor(fields, problems) {
        const [first, ...others] = problems;
        const more = others.length > 0 ? ` (and ${others.length} more in this file)` : '';
        super({ stage: 'inputs', fault: 'user', message: `${renderProblem(first)}${more}`, ...fields });
        this.problems = problems;
    }
}
function renderProblem({ file, line, column, message }) {
    return `${file}:${line}:${column}: ${message}`;
}

;// CONCATENATED MODULE: ./src/report/reach-origins.ts
const ORDER = ['runtime', 'std', 'main', 'module', 'x-sys', 'unknown'];
const X_SYS = /^golang\.org\/x\/sys\//;
/** Who can make which system calls: Go itself, the program, its modules by themselves, and through golang.org/x/sys. */
function originsOf(syscalls) {
    const groups = new Map();
    for (const { name, offered, places } of syscalls) {
        for (const place of places) {
            const whose = whoseOf(place);
            const module = whose === 'runtime' || whose === 'std' ? null : place.by;
            const key = `${whose} ${module ?? ''}`;
            const group = groups.get(key) ?? { whose, module, calls: new Map(), places: 0 };
            groups.set(key, group);
            group.places++;
            group.calls.set(name, (group.calls.get(name) ?? false) || (!offered && place.probe === null));
        }
    }
    return [...groups.values()]
        .sort((a, b) => reach_origins_rank(a) - reach_origins_rank(b) || ((a.module ?? '') < (b.module ?? '') ? -1 : 1))
        .map(({ whose, module, calls, places }) => ({
        whose,
        module,
        syscalls: calls.size,
        places,
        lacking: [...calls].flatMap(([name, lacks]) => (lacks ? [name] : [])),
    }));
}
function whoseOf({ origin, package: importPath }) {
    if (X_SYS.test(importPath))
        return 'x-sys';
    return origin === 'dependency' ? 'module' : origin;
}
function reach_origins_rank({ whose }) {
    return ORDER.indexOf(whose);
}

;// CONCATENATED MODULE: ./src/report/build-reach.ts

/** What the schema of report.json promises. */
const MAX_PLACES = 20;
const MAX_OFFERED_PLACES = 5;
const MAX_UNKNOWN = 50;
const build_reach_MAX_PATH = 16;
const MAX_ROUTE = 8;
const MAX_ORIGINS = 50;
/** Null when the machine code was not read. */
function reachFields(account) {
    if (!account)
        return null;
    const { functions, cgo, syscalls, unknown } = account;
    return {
        functions,
        cgo,
        origins: originsOf(syscalls).slice(0, MAX_ORIGINS),
        syscalls: syscalls.map(({ name, since, offered, seen, places }) => ({
            name,
            since,
            offered,
            seen,
            count: places.length,
            places: [...places]
                .sort(byWorth)
                .slice(0, offered ? MAX_OFFERED_PLACES : MAX_PLACES)
                .map(placeFields),
        })),
        unknown: {
            count: unknown.length,
            places: [...unknown].sort(byWorth).slice(0, MAX_UNKNOWN).map(placeFields),
        },
    };
}
/** Others' code before Go's own, so that a cut takes what matters least; in the order of addresses otherwise. */
function byWorth(a, b) {
    return Number(isOfGo(a)) - Number(isOfGo(b));
}
function isOfGo({ origin }) {
    return origin === 'runtime' || origin === 'std';
}
function placeFields({ probe, address, path, ...place }) {
    const { function: name, package: importPath, origin, module, by, route } = place;
    return {
        function: name,
        package: importPath,
        origin,
        module,
        by,
        route: cut(route, MAX_ROUTE),
        probe: probe?.kind ?? null,
        address: `0x${address.toString(16)}`,
        path: cut(path, build_reach_MAX_PATH),
    };
}
/** The ends tell most: where it starts, and what calls in the end. */
function cut(steps, max) {
    return steps.length <= max ? steps : [...steps.slice(0, 3), '…', ...steps.slice(4 - max)];
}

;// CONCATENATED MODULE: ./src/report/build-surface.ts

/** Null when the artifact was not run. */
function surfaceFields({ run, control, canary, attribution, verdict, }) {
    const account = verdict.surface;
    if (!account)
        return null;
    const { installed, supervised, gaps } = run?.result?.surface ?? {
        installed: false,
        supervised: false,
        gaps: [],
    };
    return {
        outcome: account.outcome,
        held: account.held,
        enforced: run?.result?.surface ? { installed, supervised, gaps } : null,
        canary: canary && { held: canary.held, misses: canary.misses, tried: canary.tried },
        refused: account.refused.map((use) => ({
            ...missingFields(use),
            state: use.state,
            errno: use.absence.kind === 'refused' ? use.absence.errno : '',
        })),
        ignored: account.ignored.map((use) => ({
            ...missingFields(use),
            instead: silentEffect(optionName(use.id)),
        })),
        leaked: account.leaked.map(missingFields),
        control: control && controlFields(control, account),
        attribution,
    };
}
function missingFields({ id, label, program, byChild, since, count, sample }) {
    return { id, label, program, byChild, since, count, sample };
}
function optionName(id) {
    return id.slice(id.indexOf('/') + 1);
}
function controlFields({ result, durationMs, problems }, account) {
    const exercises = result?.exercises ?? [];
    return {
        worked: account.control === 'worked',
        readiness: result && result.ready.state,
        exercises: exercises.length,
        exercisesDone: exercises.filter(({ ok }) => ok).length,
        exit: result && result.exit,
        timedOut: result?.timedOut ?? false,
        durationMs: Math.round(durationMs),
        problems,
    };
}

;// CONCATENATED MODULE: ./src/report/worst-verdict.ts
const WORST_FIRST = ['fail', 'inconclusive', 'warn', 'pass'];
/** The verdict on several artifacts: fail > inconclusive > warn > pass. Nothing judged is `inconclusive`. */
function worstVerdict(verdicts) {
    return WORST_FIRST.find((verdict) => verdicts.includes(verdict)) ?? 'inconclusive';
}

;// CONCATENATED MODULE: ./src/report/build-report.ts







const TAIL_CHARACTERS = 4_000;
const build_report_MAX_PLACES = 100;
const MAX_SUBJECTS = 100;
function buildReport(input) {
    const { artifacts, error } = input;
    return {
        schemaVersion: 1,
        tool: { name: 'legacy-kernel-gate', version: input.version },
        startedAt: input.startedAt.toISOString(),
        durationMs: Math.round(input.durationMs),
        target: input.target && targetFields(input.target),
        mode: input.mode,
        policy: input.policy,
        // An error is never green, whatever the other artifacts did.
        verdict: worstVerdict([
            ...artifacts.map((judged) => judged.verdict.verdict),
            ...(error || artifacts.some((judged) => judged.error) ? ['inconclusive'] : []),
        ]),
        error: error && errorFields(error),
        go: input.go && { version: input.go.version, source: input.go.source },
        artifacts: artifacts.map((judged) => artifactFields(judged, input.directory)),
    };
}
function targetFields({ id, title, release, glibc }) {
    return { id, title, release, glibc };
}
function errorFields(error) {
    const { stage, code, fault, message, hint } = error;
    return { stage, code, fault, message, hint, places: build_report_placesOf(error) };
}
/** Where the compiler complained, or what is wrong in the policy file. */
function build_report_placesOf(error) {
    const places = error instanceof BuildError ? error.compileErrors : error instanceof PolicyError ? error.problems : [];
    return places
        .slice(0, build_report_MAX_PLACES)
        .map(({ file, line, column, message }) => ({ file, line, column, message }));
}
function artifactFields(judged, directory) {
    const { artifact, inspection, run, verdict, error } = judged;
    return {
        name: artifact.name,
        path: artifact.path,
        package: artifact.package,
        digest: artifact.digest,
        size: artifact.size,
        inspection,
        build: judged.source ?? null,
        verdict: verdict.verdict,
        findings: verdict.findings.map(findingFields),
        evidence: verdict.evidence,
        error: error && errorFields(error),
        boot: run && bootFields(run, judged.programPath ?? null, directory),
        surface: surfaceFields(judged),
        needs: verdict.needs,
        reach: reachFields(verdict.reach),
        noReach: judged.noReach,
    };
}
function findingFields(finding) {
    const { rule, level, defaultLevel = null, ignored = null, message, fix, evidence } = finding;
    return {
        rule,
        level,
        defaultLevel,
        ignored,
        message,
        fix,
        evidence,
        subjects: (finding.subjects ?? []).slice(0, MAX_SUBJECTS),
        help: `docs/rules/${rule}.md`,
    };
}
function bootFields(run, programPath, directory) {
    const { result } = run;
    const problems = [...run.problems, ...(result ? [result.startError, ...result.problems] : [])];
    return {
        place: run.place,
        ready: result && result.ready,
        exercises: result?.exercises ?? [],
        stop: result && result.stop,
        exit: result && result.exit,
        timedOut: result?.timedOut ?? false,
        hang: run.hang,
        strays: result?.strays ?? 0,
        durationMs: Math.round(run.durationMs),
        problems: [...new Set(problems.filter((problem) => problem !== ''))],
        stdout: tail(run.stdout, TAIL_CHARACTERS),
        stderr: tail(run.stderr, TAIL_CHARACTERS),
        trace: run.trace && traceFields(run.trace, programPath, external_node_path_.posix.relative(directory, run.tracePath)),
    };
}
function traceFields(trace, programPath, path) {
    const own = programPath ?? trace.programs[0]?.path;
    return {
        path,
        bytes: trace.bytes,
        lines: trace.lines,
        calls: trace.calls,
        unreadable: trace.unreadable,
        programs: trace.programs.map((program) => ({
            path: program.path,
            isArtifact: program.path === own,
            processes: program.processes,
            syscalls: program.syscalls.map(({ name, count, succeeded, errors }) => ({
                name,
                count,
                succeeded,
                errors: byKey(errors),
            })),
        })),
        listeners: trace.listeners.length,
        signals: byKey(trace.signals),
    };
}
function byKey(counts) {
    return Object.fromEntries(Object.entries(counts).sort(([left], [right]) => (left < right ? -1 : 1)));
}

// EXTERNAL MODULE: ./src/setup/error-code.ts
var error_code = __webpack_require__(7385);
;// CONCATENATED MODULE: ./src/setup/go-mod.ts
/** Reads the `go` and `toolchain` lines of a go.mod; format: https://go.dev/ref/mod#go-mod-file. */
function parseGoMod(text) {
    const lines = text.split(/\r?\n/).map((line) => line.replace(/\/\/.*$/, '').trim());
    const directive = (pattern) => lines.map((line) => pattern.exec(line)?.[1]).find((found) => found !== undefined) ?? null;
    return {
        go: directive(/^go\s+"?(\d[^\s"]*)"?$/),
        toolchain: directive(/^toolchain\s+"?go(\d[^\s"]*)"?$/),
    };
}

;// CONCATENATED MODULE: ./src/setup/go-version-file.ts





/**
 * The version that a file names, as the `go-version` input would name it. The file's own name tells its format, as for
 * actions/setup-go: go.mod and go.work (the `toolchain` line before the `go` line), .tool-versions (`golang 1.26.8`),
 * and for any other name a file that holds the version alone.
 * @param name the file's name without its folder
 * @param local whether GOTOOLCHAIN is `local`: then the `toolchain` line does not count
 * @returns null when no version is in it
 */
function parseGoVersionFile(text, name, local) {
    if (name === 'go.mod' || name === 'go.work') {
        const { go, toolchain } = parseGoMod(text);
        return (local ? null : toolchain) ?? go;
    }
    const lines = text.split(/\r?\n/).map((line) => line.replace(/#.*$/, '').trim());
    if (name === '.tool-versions') {
        return lines.map((line) => /^(?:golang|go)\s+(\S+)/.exec(line)?.[1]).find((found) => found) ?? null;
    }
    return lines.find((line) => line !== '') ?? null;
}
/**
 * Reads the version that a file names.
 * @throws GateError (codes `no-go-version-file`, `bad-go-version-file`)
 */
async function loadGoVersionFile(file, local) {
    const text = await (0,promises_.readFile)(file, 'utf8').catch((error) => {
        const missing = (0,error_code/* errorCode */.C)(error) === 'ENOENT';
        throw fileError('no-go-version-file', missing ? `${file} does not exist` : `${file} cannot be read: ${(0,src_errors.messageOf)(error)}`, 'Check out the repository before this step, and give a file relative to the workspace.', error);
    });
    const version = parseGoVersionFile(text, external_node_path_.basename(file), local);
    if (version !== null)
        return version;
    throw fileError('bad-go-version-file', `${file} names no Go version`, 'go.mod and go.work need a go line, .tool-versions a line "golang 1.26.8", any other file the version alone.');
}
function fileError(code, problem, hint, cause) {
    return new src_errors.GateError({
        stage: 'setup',
        code,
        fault: 'user',
        message: `Input go-version-file: ${problem}.`,
        hint,
        cause,
    });
}

;// CONCATENATED MODULE: ./src/setup/go-requirement.ts



const go_requirement_FORMS = '1.26.8, 1.26, 1.26.x, 1.27rc1, >=1.24 <1.27, ^1.22, stable or oldstable';
/**
 * @param text the `go-version` input: see FORMS; empty means any that go.mod accepts
 * @throws GateError (code `bad-go-version`) when it is none of the accepted forms
 */
function parseGoSpec(text) {
    const spec = text.trim();
    if (spec === '')
        return { kind: 'any' };
    if (spec === 'stable' || spec === 'oldstable')
        return { kind: 'channel', text: spec };
    const semantic = spec
        .replace(/\bgo(?=\d)/g, '')
        .replace(/(\d+\.\d+)(\.\d+)?-?(beta|rc)\.?(\d+)/g, (_, minor, patch = '.0', label, serial) => `${minor}${patch}-${label}.${serial}`);
    const range = semver.validRange(semantic);
    if (range !== null)
        return { kind: 'range', text: spec, range };
    throw new src_errors.GateError({
        stage: 'setup',
        code: 'bad-go-version',
        fault: 'user',
        message: `The Go version "${spec}" is not one of the accepted forms.`,
        hint: `Give ${go_requirement_FORMS}, or nothing to take what go.mod accepts.`,
    });
}
/**
 * Joins the input with go.mod and go.work. Their `go` lines bind always: an older toolchain refuses the module (the
 * gate runs Go with GOTOOLCHAIN=local, so it never switches). A `toolchain` line is a wish, heard when the input is
 * empty.
 */
function goRequirement(spec, goMods) {
    const demands = goMods.flatMap(({ go, toolchain }) => [go, spec.kind === 'any' ? toolchain : null]);
    const versions = demands.flatMap((demand) => minimumOf(demand) ?? []);
    return { spec, minimum: semver.rsort(versions)[0] ?? null };
}
/** A `go 1.26` line accepts 1.26rc1, a `go 1.26.0` line does not: https://go.dev/doc/toolchain#version. */
function minimumOf(demand) {
    const version = demand === null ? null : (0,go_version/* parseGoVersion */.SX)(demand);
    return version !== null && /^\d+\.\d+$/.test(demand ?? '') ? `${version}-0` : version;
}
/** Whether a version will do. A channel (`stable`) is satisfied by nothing until resolveChannel has named it. */
function satisfiesRequirement(version, { spec, minimum }) {
    if (minimum !== null && semver.lt(version, minimum))
        return false;
    if (spec.kind === 'range')
        return semver.satisfies(version, spec.range);
    return spec.kind === 'any';
}
/** The newest of the versions that will do; null when none does. */
function chooseVersion(versions, requirement) {
    return (0,go_version/* newestVersion */.Rg)(versions.filter((version) => satisfiesRequirement(version, requirement)));
}
/**
 * Turns `stable` (the newest release) and `oldstable` (the newest of the minor before) into that very version.
 * @param versions every version there is
 */
function resolveChannel(requirement, versions) {
    const { spec } = requirement;
    if (spec.kind !== 'channel')
        return requirement;
    const releases = versions.filter((version) => semver.prerelease(version) === null);
    const stable = (0,go_version/* newestVersion */.Rg)(releases);
    if (stable === null)
        return requirement;
    const older = releases.filter((version) => semver.lt(version, `${semver.major(stable)}.${semver.minor(stable)}.0`));
    const range = spec.text === 'stable' ? stable : (0,go_version/* newestVersion */.Rg)(older);
    return range === null ? requirement : { ...requirement, spec: { kind: 'range', text: spec.text, range } };
}
/** The same requirement, and of the versions that satisfy it only this one. */
function pinVersion(requirement, version) {
    const text = 'text' in requirement.spec ? requirement.spec.text : (0,go_version/* renderGoVersion */.hi)(version);
    return { ...requirement, spec: { kind: 'range', text, range: version } };
}
/** The version to ask for where nobody tells which there are: the one named, else the oldest that go.mod accepts. Null: a range. */
function exactVersion(requirement) {
    const { spec, minimum } = requirement;
    const version = spec.kind === 'range' ? semver.valid(spec.range) : (minimum?.replace(/-0$/, '') ?? null);
    if (version === null || spec.kind !== 'range')
        return version;
    return satisfiesRequirement(version, requirement) ? version : null;
}
/** `Go 1.24 (go.mod asks for at least 1.26)`, for messages. */
function renderRequirement({ spec, minimum }) {
    const demand = minimum === null ? null : (0,go_version/* renderGoVersion */.hi)(minimum.replace(/-0$/, ''));
    if (spec.kind === 'any')
        return demand === null ? 'any Go' : `Go ${demand} or later (for go.mod)`;
    return `Go ${spec.text}${demand === null ? '' : ` (go.mod asks for at least ${demand})`}`;
}
/** The versions that come closest to a requirement which none satisfies: at most `count`, newest first. */
function nearestVersions(requirement, versions, count = 4) {
    const { spec, minimum } = requirement;
    const anchors = [spec.kind === 'range' ? semver.minVersion(spec.range)?.version : undefined, minimum];
    const anchor = semver.rsort(anchors.flatMap((version) => version ?? []))[0];
    if (anchor === undefined)
        return semver.rsort([...versions]).slice(0, count);
    const distance = (version) => Math.abs(go_requirement_place(version) - go_requirement_place(anchor)) + (semver.prerelease(version) === null ? 0 : 0.5);
    const nearest = [...versions].sort((a, b) => distance(a) - distance(b)).slice(0, count);
    return semver.rsort(nearest);
}
function go_requirement_place(version) {
    return semver.major(version) * 1e6 + semver.minor(version) * 1e3 + semver.patch(version);
}
/** The error for a requirement that no existing version satisfies. */
function noVersionError(requirement, versions, where) {
    const { spec } = requirement;
    const nearest = nearestVersions(requirement, versions).map(go_version/* renderGoVersion */.hi).join(', ');
    const numeral = spec.kind === 'range' && /^\d+\.\d$/.test(spec.text)
        ? ' YAML reads an unquoted 1.20 as 1.2: quote the version.'
        : '';
    return new src_errors.GateError({
        stage: 'setup',
        code: 'no-go-version',
        fault: 'user',
        message: `${renderRequirement(requirement)} is not among the versions at ${where}.`,
        hint: `${nearest === '' ? 'No version is offered there.' : `The nearest that exist: ${nearest}.`}${numeral}`,
    });
}
/** The error for a source that does not tell which versions it has, when no single version was asked for. */
function noListError(requirement, where) {
    return new src_errors.GateError({
        stage: 'setup',
        code: 'no-go-version',
        fault: 'user',
        message: `${where} does not tell which versions it has, so ${renderRequirement(requirement)} cannot be looked up there.`,
        hint: 'Give the exact version, like 1.26.8.',
    });
}
/** The error when no source had it: that of the only source, or one that says what came of each. */
function noSourceError(requirement, misses) {
    const [first] = misses;
    if (first !== undefined && misses.length === 1)
        return first.error;
    const told = misses.filter(({ error, versions }) => error.code === 'no-go-version' && versions.length > 0);
    const silent = misses.filter((miss) => !told.includes(miss));
    // One that has the version and could not give it is what there is to mend.
    if (told.length > 0 && silent.every(({ versions }) => versions.length === 0)) {
        const versions = [...new Set(told.flatMap((miss) => miss.versions))];
        const error = noVersionError(requirement, versions, told.map(({ name }) => name).join(' and '));
        if (silent.length === 0)
            return error;
        return new src_errors.GateError({ ...fieldsOf(error), hint: `${error.hint} Not asked: ${reasonsOf(silent)}.` });
    }
    return new src_errors.GateError({
        stage: 'setup',
        code: 'no-go-source',
        fault: 'user',
        message: `${renderRequirement(requirement)} is not installed, and no source gives it: ${reasonsOf(misses)}.`,
        hint: 'Let the runner reach one of them (proxy variables, go-download-base-url, GOPROXY), or install Go before this step.',
        cause: first?.error,
    });
}
function reasonsOf(misses) {
    return misses.map(({ error }) => error.message.replace(/\.$/, '')).join('; ');
}
function fieldsOf({ stage, code, fault, message, hint }) {
    return { stage, code, fault, message, hint };
}

;// CONCATENATED MODULE: ./src/setup/go-source.ts
/** Codes of errors after which the next source may be asked. Others mean that something was altered, or is to be mended here. */
const PASSING = [
    'bad-go-listing',
    'bad-gosumdb',
    'checksum-off',
    'checksum-unavailable',
    'download-not-found',
    'download-refused',
    'download-timeout',
    'download-truncated',
    'download-unreachable',
    'no-go-source',
    'no-go-version',
    'no-published-digest',
];
/** Whether an error with this code is the source's alone. */
function isPassing(code) {
    return PASSING.includes(code);
}

// EXTERNAL MODULE: ./src/setup/http-download.ts + 2 modules
var http_download = __webpack_require__(6813);
// EXTERNAL MODULE: ./src/setup/probe-go.ts
var probe_go = __webpack_require__(5810);
// EXTERNAL MODULE: ./src/setup/tool-cache.ts
var tool_cache = __webpack_require__(4972);
;// CONCATENATED MODULE: ./src/setup/installed-go.ts





/**
 * Finds a Go that will do and that runs: in the tool cache, then on PATH; the other way round when any Go will do,
 * because that on PATH is the one which this job's other steps build with. Null when there is none.
 */
async function findInstalled(requirement, places, log) {
    const finders = places.path ? [findInToolCache, findOnPath] : [findInToolCache];
    if (requirement.spec.kind === 'any')
        finders.reverse();
    for (const find of finders) {
        const toolchain = await find(requirement, places, log);
        if (toolchain !== null)
            return toolchain;
    }
    return null;
}
/** The newest entry that will do. One that is broken is passed over, with a warning. */
async function findInToolCache(requirement, places, log) {
    let cached = await (0,tool_cache/* loadCachedGo */.B)(places.shelf);
    for (;;) {
        const version = chooseVersion(cached.map((entry) => entry.version), requirement);
        const entry = cached.find((candidate) => candidate.version === version);
        if (entry === undefined)
            return null;
        const go = external_node_path_.join(entry.goroot, 'bin', 'go');
        const probed = await (0,probe_go/* probeGo */.T)(go, 'tool-cache', places.workingDirectory, places);
        if ('toolchain' in probed && probed.semantic === version)
            return probed.toolchain;
        const reason = 'toolchain' in probed ? `it is Go ${probed.toolchain.version}` : probed.reason;
        log.warning(renderInert(`The tool cache's ${entry.goroot} is broken and not used: ${reason}`));
        cached = cached.filter((candidate) => candidate !== entry);
    }
}
async function findOnPath(requirement, places, log) {
    const probed = await (0,probe_go/* probeGo */.T)('go', 'path', places.workingDirectory, places);
    if ('reason' in probed) {
        if (!probed.missing)
            log.warning(renderInert(`The go on PATH is not used: ${probed.reason}`));
        return null;
    }
    if (probed.goarch !== places.architecture.goarch) {
        log.info(`The Go on PATH is for ${probed.goarch}, not ${places.architecture.goarch}`);
        return null;
    }
    if (satisfiesRequirement(probed.semantic, requirement))
        return probed.toolchain;
    log.info(`The Go ${probed.toolchain.version} on PATH is not ${renderRequirement(requirement)}`);
    return null;
}

;// CONCATENATED MODULE: ./src/setup/setup-go.ts










/**
 * Finds or installs a Go that the input and go.mod accept: from the tool cache or PATH (see findInstalled), else from
 * the first source that has one: the manifest of actions/go-versions, the download site, the module proxies of GOPROXY.
 * @throws GateError (stage `setup`)
 */
async function setupGo(request, log) {
    const asked = goRequirement(parseGoSpec(request.spec), request.goModTexts.map(parseGoMod));
    const architecture = architectureOf(request.architecture);
    const context = {
        limits: request.limits ?? http_download/* DOWNLOAD_LIMITS */.AS,
        environment: request.environment,
        signal: request.signal,
        log,
        architecture,
    };
    const shelf = shelfOf(request, architecture);
    const places = { ...request, shelf, architecture, path: shelf.tool === 'go' || asked.spec.kind === 'any' };
    const sources = lazily(() => sourcesOf(request, context));
    const requirement = await currentRequirement(asked, request.checkLatest, sources, log);
    const installed = await findInstalled(requirement, places, log);
    return installed ?? installFromSources(requirement, await sources(), shelf, context);
}
function lazily(make) {
    let made;
    return () => {
        made ??= make();
        return made;
    };
}
function architectureOf(text) {
    const architecture = parseArchitecture(text || process.arch);
    if (architecture !== null)
        return architecture;
    throw new src_errors.GateError({
        stage: 'setup',
        code: 'no-go-for-arch',
        fault: 'user',
        message: `Go is not published for the architecture ${text || process.arch}.`,
        hint: `Leave the input architecture out, or give one of ${ARCHITECTURE_NAMES}.`,
    });
}
/** What comes from a mirror has a shelf of its own, named as actions/setup-go names it. */
function shelfOf(request, { toolCache: arch }) {
    const base = request.downloadBaseUrl;
    const tool = base === '' ? 'go' : `go-${(0,external_node_crypto_.createHash)('sha256').update(base).digest('hex').slice(0, 8)}`;
    return { directory: request.toolCacheDirectory, tool, arch };
}
/** Loaded when something is to be fetched: a Go that is installed needs none of it. */
async function sourcesOf(request, context) {
    const { openSources } = await __webpack_require__.e(/* import() */ 252).then(__webpack_require__.bind(__webpack_require__, 3252));
    return openSources(request, context);
}
/** Only a listing knows what `stable` is today, and what the newest is. */
async function currentRequirement(asked, checkLatest, sources, log) {
    if (asked.spec.kind !== 'channel' && !checkLatest)
        return asked;
    try {
        const versions = await listVersions(asked, await sources(), log);
        const requirement = resolveChannel(asked, versions);
        const newest = chooseVersion(versions, requirement);
        return checkLatest && newest !== null ? pinVersion(requirement, newest) : requirement;
    }
    catch (error) {
        if (asked.spec.kind === 'channel' || !(error instanceof src_errors.GateError) || !isPassing(error.code))
            throw error;
        log.warning(renderInert(`Input check-latest has no effect: ${error.message}`));
        return asked;
    }
}
/** What the first source that tells its versions has. */
async function listVersions(requirement, sources, log) {
    const misses = [];
    for (const source of sources) {
        const found = await setup_go_attempt(source, log, async () => {
            const versions = await source.versions();
            if (versions === null)
                throw noListError(requirement, source.name);
            return versions;
        });
        if (!('error' in found))
            return found.value;
        misses.push(found);
    }
    throw noSourceError(requirement, misses);
}
async function installFromSources(requirement, sources, shelf, context) {
    const misses = [];
    for (const source of sources) {
        let versions = [];
        const found = await setup_go_attempt(source, context.log, async () => {
            const listed = await source.versions();
            versions = listed ?? [];
            const version = listed === null ? exactVersion(requirement) : chooseVersion(listed, requirement);
            if (version === null) {
                throw listed === null
                    ? noListError(requirement, source.name)
                    : noVersionError(requirement, listed, source.name);
            }
            const title = `Download Go ${(0,go_version/* renderGoVersion */.hi)(version)} from ${source.name}`;
            const { installGo } = await __webpack_require__.e(/* import() */ 673).then(__webpack_require__.bind(__webpack_require__, 1673));
            return context.log.step(title, () => installGo(source, version, shelf, context));
        });
        if (!('error' in found))
            return found.value;
        misses.push({ ...found, versions });
    }
    throw noSourceError(requirement, misses);
}
/** Lets one source try. What is its trouble alone is no end: the next may have it. */
async function setup_go_attempt(source, log, work) {
    try {
        return { value: await work() };
    }
    catch (error) {
        if (!(error instanceof src_errors.GateError) || !isPassing(error.code))
            throw error;
        log.info(renderInert(`${source.name}: ${error.message}`));
        return { name: source.name, error, versions: [] };
    }
}

;// CONCATENATED MODULE: ./src/setup/prepare-go.ts






/** Finds or installs the Go for these inputs. A prebuilt artifact asks for no particular Go: it only builds the agent. */
async function prepareGo(options, { log, env, signal, onGo }) {
    const building = options.artifacts.length === 0;
    const directory = building ? options.workingDirectory : external_node_os_.tmpdir();
    const request = {
        spec: await prepare_go_specOf(options, env, log),
        goModTexts: building ? await prepare_go_loadGoMods(directory, env) : [],
        checkLatest: options.checkLatest,
        // As for actions/setup-go, the input goes before the variable.
        downloadBaseUrl: options.goDownloadBaseUrl || env.GO_DOWNLOAD_BASE_URL || '',
        token: options.token,
        architecture: options.architecture,
        toolCacheDirectory: toolCacheDirectory(env),
        workingDirectory: directory,
        environment: env,
        signal,
    };
    const go = await log.step('Set up Go', () => setupGo(request, log));
    log.info(`Go ${go.version} from ${go.source === 'path' ? 'PATH' : go.source}`);
    if (building)
        await onGo?.(go);
    return go;
}
async function prepare_go_specOf({ goVersion, goVersionFile }, env, log) {
    if (goVersionFile === '')
        return goVersion;
    if (goVersion === '')
        return loadGoVersionFile(goVersionFile, env.GOTOOLCHAIN === 'local');
    log.warning('Both go-version and go-version-file are given: go-version counts');
    return goVersion;
}
/** The go.mod and the go.work that the go command will read in the folder. */
async function prepare_go_loadGoMods(directory, env) {
    const goWork = env.GOWORK;
    const texts = [
        await findUpwards(directory, 'go.mod'),
        goWork === 'off' ? null : goWork ? await readText(goWork) : await findUpwards(directory, 'go.work'),
    ];
    return texts.filter((text) => text !== null);
}
/** Text of the nearest file of that name, upwards from the folder. */
async function findUpwards(directory, name) {
    const text = await readText(external_node_path_.join(directory, name));
    const parent = external_node_path_.dirname(directory);
    return text ?? (parent === directory ? null : findUpwards(parent, name));
}
function readText(file) {
    return (0,promises_.readFile)(file, 'utf8').catch(() => null);
}

;// CONCATENATED MODULE: ./src/version.ts



/** Version of this project, from its package.json. */
function loadVersion() {
    return JSON.parse((0,external_node_fs_.readFileSync)(external_node_path_.join(projectRoot(), 'package.json'), 'utf8')).version;
}

;// CONCATENATED MODULE: ./src/gate.ts























/** What the mission asks of the build. */
const TAGS = ['netgo', 'osusergo'];
/**
 * The pipeline, one line a stage. Never rejects: whatever ends it early is in the report, whose verdict is then not
 * green. When no engine opens, the files are still inspected and judged by what they say themselves.
 */
async function runGate(settings, context) {
    const { options, policy } = settings;
    const startedAt = new Date();
    const began = performance.now();
    const state = { target: null, go: null, judged: [], error: null };
    try {
        const model = loadKernelModel();
        const known = loadKnownCode();
        const target = await during('inputs', loadTarget(options.target, model));
        state.target = target;
        const go = await during('setup', prepareGo(options, context));
        state.go = go;
        // Neither needs the other. A build that fails still waits, so that nothing of the engine outlives the run.
        const opening = during('boot', readyEngine(options, target, model, go, context)).catch((error) => {
            state.error = error;
            return null;
        });
        const programs = await during('build', produce(options, go, context)).finally(() => opening);
        const engine = await opening;
        for (const [i, { artifact, source }] of programs.entries()) {
            const name = `${i + 1}-${artifact.name.replace(/[^\w.-]/g, '_')}.strace`;
            const tracePath = external_node_path_.join(context.reportDirectory, name);
            state.judged.push(await judgeArtifact(artifact, { source, engine, target, model, known, tracePath, settings, context }));
        }
    }
    catch (error) {
        state.error = (0,src_errors.toGateError)(error, 'judge');
    }
    const account = policy && accountFor(policy, state);
    for (const unused of account?.unused ?? [])
        context.log.info(renderInert(`Policy: ${unused}`));
    return buildReport({
        version: loadVersion(),
        mode: options.mode,
        startedAt,
        durationMs: performance.now() - began,
        directory: context.reportDirectory,
        target: state.target,
        policy: account,
        go: state.go,
        artifacts: state.judged,
        error: state.error,
    });
}
function accountFor(policy, { judged, error }) {
    const artifacts = judged.map((each) => ({
        artifact: each.artifact,
        verdict: each.error ? null : each.verdict,
    }));
    return policyAccount(policy, artifacts, error === null);
}
async function produce(options, go, context) {
    const build = () => buildArtifacts(options, go, context);
    if (options.artifacts.length === 0)
        return withGoCaches(options, go, context, build);
    return Promise.all(options.artifacts.map(async (file) => ({
        artifact: await loadArtifact(file, null, context.log.warning),
        source: null,
    })));
}
async function readyEngine(options, target, model, go, context) {
    const open = await openEngine(options, target, go, context);
    const setting = {
        options,
        table: model.syscalls,
        watch: watchFor(target),
        temporaryDirectory: context.temporaryDirectory,
        signal: context.signal,
    };
    const canary = await context.log.step(`Check that ${target.title} is enforced in ${open.engine.version}`, () => runCanary(open, target, setting));
    return { ...open, setting, canary };
}
function watchFor({ spaces, absentPaths, contents }) {
    return {
        spaces: spaces.map(({ space }) => space),
        paths: [...absentPaths.map(({ pattern }) => pattern), ...contents.map((content) => content.path)],
    };
}
/** Inspect, boot and judge one file. An error of one file does not keep the others from being judged. */
async function judgeArtifact(artifact, request) {
    const { source, engine, target, model, known, settings } = request;
    const options = settings.optionsFor(artifact);
    try {
        const { inspection, bytes } = await during('inspect', inspectFile(artifact.path));
        const { reach, why } = tryReach({ path: artifact.path, bytes, go: inspection.go }, model.syscalls, (message) => request.context.log.warning(message));
        const machine = machineOfElf(inspection.elf.machine);
        const foreign = engine && foreignMachine(artifact, inspection, engine.host);
        const trial = engine && machine && !foreign ? await tryArtifact(artifact, engine, machine, request) : null;
        const tried = {
            run: trial?.run ?? null,
            control: trial?.control ?? null,
            canary: engine?.canary ?? null,
            attribution: trial?.attribution ?? null,
            programPath: trial?.programPath ?? '',
        };
        const reached = { reach, noReach: why };
        const verdict = judge({
            artifact,
            inspection,
            source,
            ...reached,
            ...tried,
            profile: target,
            model,
            architecture: machine?.table ?? 'x86_64',
            privileged: options.privileges === 'root',
            expected: { glibc: target.glibc, tags: TAGS, exitCode: options.exitCode, goPolicy: options.goPolicy },
            known,
        });
        const decided = applyPolicy(verdict, settings.policy, artifact);
        return {
            artifact,
            inspection,
            source,
            ...reached,
            ...tried,
            verdict: foreign ? neverGreen(decided) : decided,
            error: foreign,
        };
    }
    catch (error) {
        return {
            artifact,
            inspection: null,
            source,
            noReach: null,
            run: null,
            control: null,
            canary: engine?.canary ?? null,
            attribution: null,
            programPath: null,
            verdict: UNJUDGED,
            error: (0,src_errors.toGateError)(error, 'boot'),
        };
    }
}
function tryArtifact(artifact, engine, machine, { target, tracePath, settings, context }) {
    checkArchitecture(target, machine.table);
    const setting = { ...engine.setting, options: settings.optionsFor(artifact) };
    return context.log.step(`Boot ${artifact.name} in ${engine.engine.version}, with and without the surface`, () => tryProgram(engine, setting, { program: artifact, machine, target, tracePath, log: context.log }));
}
/** A file that was not run may fail by what it says itself, but not pass. */
function neverGreen(verdict) {
    return verdict.verdict === 'fail' ? verdict : { ...verdict, verdict: 'inconclusive' };
}
/** Null when this machine can run the file. */
function foreignMachine(artifact, { elf }, host) {
    const { machine } = elf;
    if (runsOn(host, machine))
        return null;
    return new src_errors.GateError({
        stage: 'boot',
        code: 'foreign-machine',
        fault: 'user',
        message: `${artifact.path} is built for ${machine}, which this ${host.elf} machine cannot run.`,
        hint: `Run the gate on a ${machine} runner, or build for ${host.goarch}.`,
    });
}
function during(stage, work) {
    return work.catch((error) => {
        throw (0,src_errors.toGateError)(error, stage);
    });
}

;// CONCATENATED MODULE: ./src/policy/policy.ts
/** Name of a policy file that is found without being named. */
const POLICY_FILE = '.legacy-kernel.yml';
/** What a policy makes of a rule's findings; `off`: they are shown as ignored. */
const RULE_LEVELS = ['error', 'warning', 'note', 'off'];
/** Both mean that nothing can be concluded from the run, and no policy makes that green. */
const FIXED_RULES = ['canary-missed', 'trace-incomplete'];

;// CONCATENATED MODULE: ./src/policy/boot-inputs.ts





/** A value that its input would not take. */
class PolicyValueError extends Error {
    path;
    constructor(path, message) {
        super(message);
        this.path = path;
    }
}
/** Keys of the file that are called as the input is, and hold one value. */
const SINGLE = [
    'ready',
    'args',
    'privileges',
    'exit-code',
    'ready-timeout',
    'run-timeout',
    'stop-timeout',
    'observe',
    'memory-limit',
    'pids-limit',
];
/**
 * The texts of the inputs that a boot plan stands for, each taken by the parser of its input.
 * @param at path of the boot plan in the file
 * @param directory absolute; against it relative paths are resolved
 * @throws PolicyValueError
 */
function bootInputs(plan, yaml, at, directory) {
    const text = (...keys) => yaml.textOf([...at, ...keys]);
    const inputs = {};
    for (const name of SINGLE) {
        if (plan[name] !== undefined)
            inputs[name] = boot_inputs_checked(name, text(name), [...at, name]);
    }
    if (plan.exercises) {
        inputs.exercise = plan.exercises
            .map((_, i) => boot_inputs_checked('exercise', entry(text('exercises', i), [...at, 'exercises', i]), [...at, 'exercises', i]))
            .join('\n');
    }
    if (plan.files) {
        inputs.files = plan.files
            .map((_, i) => boot_inputs_resolved(directory, entry(text('files', i), [...at, 'files', i])))
            .join('\n');
    }
    if (plan.env) {
        inputs.env = Object.keys(plan.env)
            .map((name) => boot_inputs_checked('env', entry(`${name}=${text('env', name)}`, [...at, 'env', name]), [...at, 'env', name]))
            .join('\n');
    }
    return inputs;
}
/** The texts of `target` and `mode`. @throws PolicyValueError */
function headInputs(file, yaml, directory, model) {
    const target = yaml.textOf(['target']);
    if (target !== '' && !PROFILE_FILE.test(target) && !resolveProfile(model, target)) {
        const nearest = nearest_didYouMean(target, [...targetNames(model), 'linux-3.10']);
        throw new PolicyValueError(['target'], `there is no kernel "${target}".${nearest}`);
    }
    return {
        ...(file.mode === undefined ? {} : { mode: file.mode }),
        ...(target === '' ? {} : { target: PROFILE_FILE.test(target) ? boot_inputs_resolved(directory, target) : target }),
    };
}
function boot_inputs_checked(name, text, at) {
    try {
        parseInputs({ [name]: text }, '/');
        return text;
    }
    catch (error) {
        if (error instanceof InputError)
            throw new PolicyValueError(at, `${name}: ${error.problem}.`);
        throw error;
    }
}
/** One line of an input that has one entry a line; what that line cannot carry is refused. */
function entry(text, at) {
    if (/[\r\n]/.test(text))
        throw new PolicyValueError(at, 'it must be one line: an entry has no line break.');
    if (text === '' || text.startsWith('#'))
        throw new PolicyValueError(at, 'it is empty or a comment.');
    if (/^\s|\s$/.test(text))
        throw new PolicyValueError(at, 'it cannot begin or end with a blank.');
    return text;
}
function boot_inputs_resolved(directory, file) {
    return external_node_path_.resolve(directory, file) + (file.endsWith('/') ? '/' : '');
}

;// CONCATENATED MODULE: ./src/policy/policy-schema.ts





/** A single value. What it must say is the business of the parser of the input that it stands for. */
const scalar = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig(), schemas/* boolean */.zMY()]);
const described = (input) => specOf(input).description;
const policy_schema_text = (input) => scalar.optional().meta({ description: described(input) });
const policy_schema_choice = (input, choices) => schemas/* enum */.k5n(choices)
    .optional()
    .meta({ description: described(input) });
const bootPlan = schemas/* strictObject */.rej({
    ready: policy_schema_text('ready'),
    exercises: schemas/* array */.YOg(scalar)
        .optional()
        .meta({ description: 'What is done to the ready artifact, in this order; see docs/exercises.md.' }),
    args: policy_schema_text('args'),
    env: schemas/* record */.g1P(schemas/* string */.YjP(), scalar)
        .optional()
        .meta({ description: "The artifact's environment beside PATH and HOME." }),
    files: schemas/* array */.YOg(scalar)
        .optional()
        .meta({ description: `${described('files')} Relative to this file.`.replace(', one a line', '') }),
    'exit-code': policy_schema_text('exit-code'),
    'ready-timeout': policy_schema_text('ready-timeout'),
    'run-timeout': policy_schema_text('run-timeout'),
    'stop-timeout': policy_schema_text('stop-timeout'),
    observe: policy_schema_text('observe'),
    'memory-limit': policy_schema_text('memory-limit'),
    'pids-limit': policy_schema_text('pids-limit'),
});
const policy_schema_level = schemas/* enum */.k5n(RULE_LEVELS).optional();
const changeable = RULES.filter(({ id }) => !FIXED_RULES.includes(id));
const policy_schema_rules = schemas/* strictObject */.rej(Object.fromEntries(changeable.map(({ id, title }) => [id, policy_schema_level.meta({ description: title })])))
    .optional()
    .meta({
    description: 'Level of the findings of each rule. What cannot be judged stays inconclusive, whatever is said here.',
});
const ignore = schemas/* strictObject */.rej({
    rule: schemas/* enum */.k5n(changeable.map(({ id }) => id)),
    match: schemas/* string */.YjP().min(1).optional().meta({
        description: 'What the finding speaks of, such as openat2 or prctl(PR_*); * stands for anything. Without it: every finding of the rule.',
    }),
    artifact: schemas/* string */.YjP()
        .min(1)
        .optional()
        .meta({ description: 'Name, package or path of the artifact; * stands for anything. Without it: all.' }),
    reason: schemas/* string */.YjP().regex(/\S/, 'must say why').meta({ description: 'Why this is no trouble.' }),
    expires: iso/* date */.p6('must be a day like 2027-01-31').meta({
        description: 'The last day (UTC) on which it is ignored. After it, the ignore is an error.',
    }),
});
const ignores = schemas/* array */.YOg(ignore)
    .optional()
    .meta({ description: 'Known findings that do not count for a while.' });
const section = schemas/* strictObject */.rej({
    boot: bootPlan
        .optional()
        .meta({ description: 'Boot plan of these artifacts; each key replaces the one above.' }),
    rules: policy_schema_rules,
    ignore: ignores,
});
/** `.legacy-kernel.yml`, as it is written. */
const policySchema = schemas/* strictObject */.rej({
    version: schemas/* literal */.euz(1).meta({ description: 'Of this format.' }),
    target: policy_schema_text('target'),
    mode: policy_schema_choice('mode', input_table/* MODES */.FN),
    rules: policy_schema_rules,
    boot: bootPlan
        .extend({ privileges: policy_schema_choice('privileges', input_table/* PRIVILEGES */.fd) })
        .optional()
        .meta({ description: 'How the artifacts are booted and what is done to them.' }),
    ignore: ignores,
    artifacts: schemas/* record */.g1P(schemas/* string */.YjP().min(1), section).optional().meta({
        description: 'What holds for single artifacts: name, package or path to what differs; * stands for anything. Of several that fit, the later one wins.',
    }),
})
    .meta({ title: 'legacy-kernel-gate policy' });
/** The JSON Schema (draft 7, which editors know best) of a policy file. */
function policyJsonSchema() {
    return z.toJSONSchema(policySchema, { target: 'draft-7', io: 'input' });
}

;// CONCATENATED MODULE: ./src/policy/policy-issues.ts




/** So many problems of one file are told. */
const MAX_ISSUES = 20;
/** What the schema says against a file, in words for people. @param value the file's contents */
function issuesOf(error, value) {
    const issues = error.issues.slice(0, MAX_ISSUES).flatMap((issue) => {
        const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
        if (issue.code === 'unrecognized_keys')
            return issue.keys.slice(0, MAX_ISSUES).map((key) => unknownKey(path, key));
        return [{ path, part: 'value', message: messageOf(issue, path, at(value, path)) }];
    });
    return issues.slice(0, MAX_ISSUES);
}
/** Why a rule that says that nothing can be concluded is not the policy's to change. */
function fixedRuleMessage(rule) {
    return `${rule} says that the run cannot be judged, and an inconclusive run is never green: it can be neither lowered nor ignored.`;
}
function unknownKey(path, key) {
    const issue = (message) => ({ path: [...path, key], part: 'key', message });
    const name = path.at(-1);
    if (name === 'rules' && isFixed(key))
        return issue(fixedRuleMessage(key));
    if (key === 'privileges' && name === 'boot') {
        return issue('privileges holds for all artifacts: say it in the boot plan at the top of the file.');
    }
    const what = name === 'rules' ? `there is no rule "${key}"` : `the key "${key}" is unknown here`;
    return issue(`${what}.${nearest_didYouMean(key, keysAt(path))}`);
}
function messageOf(issue, path, given) {
    const what = path.length === 0 ? 'the file' : policy_issues_nameOf(path);
    if (given === undefined)
        return `${what} is missing.`;
    if (given === null)
        return `${what} is empty: fill it, or leave it out.`;
    if (issue.code === 'invalid_value')
        return choiceMessage(what, issue.values.map(String), given);
    if (issue.code === 'invalid_type')
        return `${what} must be ${KINDS[issue.expected] ?? issue.expected}.`;
    if (issue.code === 'invalid_union')
        return `${what} must be a single value.`;
    if (issue.code === 'too_small')
        return `${what} is empty.`;
    if (issue.code === 'invalid_key')
        return 'a name in artifacts is empty.';
    return `${what} ${issue.message}.`;
}
const KINDS = {
    object: 'a mapping (key: value)',
    record: 'a mapping (key: value)',
    array: 'a list (- …)',
    string: 'a text',
};
function choiceMessage(what, choices, given) {
    const text = typeof given === 'object' ? 'what is given' : `"${String(given)}"`;
    if (isFixed(String(given)))
        return fixedRuleMessage(String(given));
    const known = choices.length > 8 ? '' : ` (${choices.join(', ')})`;
    return `${what}: ${text} is none that there is${known}.${nearest_didYouMean(String(given), choices)}`;
}
function isFixed(rule) {
    return FIXED_RULES.some((fixed) => fixed === rule);
}
/** `artifacts.server.ignore[2].expires` */
function policy_issues_nameOf(path) {
    return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i > 0 ? '.' : ''}${key}`)).join('');
}
function at(value, path) {
    return path.reduce((inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined), value);
}
/** The keys that the schema knows at a path. */
function keysAt(path) {
    let schema = policySchema;
    for (const key of path)
        schema = innerOf(bare(schema), key);
    const found = bare(schema);
    return found instanceof schemas/* ZodObject */.bvH ? Object.keys(found.shape) : [];
}
function innerOf(schema, key) {
    if (schema instanceof schemas/* ZodObject */.bvH)
        return schema.shape[key];
    if (schema instanceof schemas/* ZodArray */.naA)
        return schema.element;
    return schema instanceof schemas/* ZodRecord */.b8S ? schema.valueType : undefined;
}
function bare(schema) {
    return schema instanceof schemas/* ZodOptional */.IiU ? schema.unwrap() : schema;
}

;// CONCATENATED MODULE: ./src/policy/policy-file.ts





/**
 * Parses a policy file (docs/policy.md). Its boot plans are checked by the parsers of the inputs.
 * @throws PolicyError code `bad-policy` with line, column and nearest names; `ignore-expired`
 */
function parsePolicyFile(text, source, { today, model }) {
    const yaml = policy_file_readYaml(text, source);
    const problemAt = ({ path, part, message }) => ({
        file: source.path,
        ...yaml.placeOf(path, part),
        message,
    });
    const parsed = policySchema.safeParse(yaml.value);
    if (!parsed.success)
        throw bad(issuesOf(parsed.error, yaml.value).map(problemAt));
    try {
        const policy = policyOf(parsed.data, yaml, source, model);
        rejectExpired(parsed.data, today, problemAt);
        return policy;
    }
    catch (error) {
        if (!(error instanceof PolicyValueError))
            throw error;
        throw bad([problemAt({ path: error.path, part: 'value', message: error.message })], error);
    }
}
function policy_file_readYaml(text, { path }) {
    try {
        return parseYaml(text);
    }
    catch (error) {
        if (!(error instanceof YamlError))
            throw error;
        throw bad([{ file: path, ...error.place, message: `${error.message.replace(/[.:]$/, '')}.` }], error);
    }
}
function policyOf(file, yaml, source, model) {
    const placeOf = (path, part) => {
        const { line, column } = yaml.placeOf(path, part);
        return `${source.path}:${line}:${column}`;
    };
    const rulesOf = (said, at) => ({
        inputs: bootInputs(said.boot ?? {}, yaml, [...at, 'boot'], source.directory),
        // The schema has these keys only.
        rules: (said.rules ?? {}),
        ignores: (said.ignore ?? []).map((ignore, i) => ({
            ...ignore,
            match: ignore.match ?? null,
            artifact: ignore.artifact ?? null,
            reason: ignore.reason.trim(),
            place: placeOf([...at, 'ignore', i], 'value'),
        })),
    });
    const whole = rulesOf(file, []);
    return {
        ...source,
        ...whole,
        inputs: { ...whole.inputs, ...headInputs(file, yaml, source.directory, model) },
        sections: Object.entries(file.artifacts ?? {}).map(([pattern, said]) => ({
            pattern,
            place: placeOf(['artifacts', pattern], 'key'),
            ...rulesOf(said, ['artifacts', pattern]),
        })),
    };
}
/** An ignore counts until its last day ends, in UTC. */
function rejectExpired(file, today, problemAt) {
    const lists = [
        [file, []],
        ...Object.entries(file.artifacts ?? {}).map(([name, said]) => [said, ['artifacts', name]]),
    ];
    const expired = lists.flatMap(([{ ignore = [] }, at]) => ignore.flatMap(({ rule, expires }, i) => expires >= today
        ? []
        : [
            {
                path: [...at, 'ignore', i, 'expires'],
                part: 'value',
                message: `the ignore of ${rule} expired with ${expires}.`,
            },
        ]));
    const [first, ...others] = expired.slice(0, MAX_ISSUES).map(problemAt);
    if (!first)
        return;
    throw new PolicyError({
        code: 'ignore-expired',
        hint: 'Mend what is ignored, or decide anew: give it another day and a reason that still holds.',
    }, [first, ...others]);
}
function bad(problems, cause) {
    const [first, ...others] = problems;
    if (!first)
        throw new Error('a policy file was refused without a reason');
    return new PolicyError({ code: 'bad-policy', hint: 'docs/policy.md shows what a policy file may say.', cause }, [first, ...others]);
}

;// CONCATENATED MODULE: ./src/policy/load-policy.ts







/** Policies are written by hand. */
const MAX_BYTES = 64 << 10;
/**
 * Reads and parses the policy file; null when none was named and none is there.
 * @throws GateError code `bad-policy` for one that cannot be read or is not as it must be, `ignore-expired`
 */
async function loadPolicy(request) {
    const { file, folders, workspace, today } = request;
    const found = file === '' ? await findPolicy(folders, workspace) : file;
    if (found === null)
        return null;
    const name = load_policy_nameOf(found, workspace);
    const bytes = await readPolicy(found, name);
    return parsePolicyFile(decoded(bytes, name), {
        path: name,
        directory: external_node_path_.dirname(found),
        digest: `sha256:${(0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex')}`,
    }, { today, model: loadKernelModel() });
}
async function findPolicy(folders, workspace) {
    for (const folder of folders) {
        const file = external_node_path_.join(folder, POLICY_FILE);
        if (await load_policy_exists(file)) {
            await rejectOutside(file, folders, workspace);
            return file;
        }
        const other = external_node_path_.join(folder, POLICY_FILE.replace(/yml$/, 'yaml'));
        if (await load_policy_exists(other))
            throw load_policy_unreadable(load_policy_nameOf(other, workspace), `is not read: its name must be ${POLICY_FILE}`);
    }
    return null;
}
/** Whoever can put a link into the checkout shall not have other files of the machine read, and quoted in errors. */
async function rejectOutside(file, folders, workspace) {
    const real = await (0,promises_.realpath)(file).catch(() => null);
    const roots = await Promise.all(folders.map((folder) => (0,promises_.realpath)(folder).catch(() => folder)));
    const inside = real !== null && roots.some((root) => isInside(real, root));
    if (!inside)
        throw load_policy_unreadable(load_policy_nameOf(file, workspace), 'is a link that leads out of the workspace, or nowhere');
}
/** A link counts, also one that leads nowhere. */
async function load_policy_exists(file) {
    return (0,promises_.lstat)(file).then(() => true, () => false);
}
async function readPolicy(file, name) {
    const found = await (0,promises_.stat)(file).catch((error) => {
        throw load_policy_unreadable(name, `cannot be read (${(0,src_errors.messageOf)(error)})`, error);
    });
    if (!found.isFile())
        throw load_policy_unreadable(name, found.isDirectory() ? 'is a folder' : 'is no regular file');
    if (found.size > MAX_BYTES)
        throw load_policy_unreadable(name, `is larger than ${MAX_BYTES >> 10} KiB`);
    return (0,promises_.readFile)(file).catch((error) => {
        throw load_policy_unreadable(name, `cannot be read (${(0,src_errors.messageOf)(error)})`, error);
    });
}
function decoded(bytes, name) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch (error) {
        throw load_policy_unreadable(name, 'is not UTF-8 text', error);
    }
}
function load_policy_nameOf(file, workspace) {
    const relative = external_node_path_.relative(workspace, file);
    return isInside(file, workspace) ? relative : file;
}
function isInside(file, folder) {
    const relative = external_node_path_.relative(folder, file);
    return relative !== '' && relative !== '..' && !relative.startsWith(`..${external_node_path_.sep}`);
}
function load_policy_unreadable(name, problem, cause) {
    return new src_errors.GateError({
        stage: 'inputs',
        code: 'bad-policy',
        fault: 'user',
        message: `The policy file ${name} ${problem}.`,
        hint: `Name a policy file with the input policy, or put one at ${POLICY_FILE} (docs/policy.md).`,
        cause,
    });
}

;// CONCATENATED MODULE: ./src/settings.ts



/**
 * @param inputs as parsed from `raw`
 * @param base absolute path against which relative paths are resolved
 * @throws GateError for a policy file that is not as it must be
 */
async function loadSettings(inputs, raw, base) {
    const policy = await loadPolicy({
        file: inputs.policy,
        folders: [inputs.workingDirectory, base],
        workspace: base,
        today: new Date().toISOString().slice(0, 10),
    });
    return {
        options: parseInputs(inputsOver(raw, policy, null), base),
        policy,
        optionsFor: (artifact) => parseInputs(inputsOver(raw, policy, artifact), base),
    };
}

;// CONCATENATED MODULE: ./src/run.ts









/** Validates inputs and policy file and runs the gate once; wrong ones make a report too. */
async function run(request) {
    const { raw, base, log, env, signal } = request;
    const inputs = await run_attempt(() => parseInputs(raw, base));
    const chosen = inputs.ok ? inputs.value.reportDirectory : '';
    const reportDirectory = await makeDirectory(chosen || request.defaultReportDirectory);
    const settings = inputs.ok ? await run_attempt(() => loadSettings(inputs.value, raw, base)) : inputs;
    if (!settings.ok)
        return { report: errorReport(settings.error, reportDirectory), reportDirectory };
    if (settings.value.policy)
        log.info(renderInert(`Policy: ${settings.value.policy.path}`));
    const temporaryDirectory = await makeTemporaryDirectory(request.temporaryBase);
    request.onTemporaryDirectory?.(temporaryDirectory);
    try {
        const cache = request.openCache?.(settings.value.options.cache) ?? NO_CACHE;
        const { onGo } = request;
        const context = { log, env, cache, signal, temporaryDirectory, reportDirectory, ...(onGo && { onGo }) };
        const report = await runGate(settings.value, context);
        return { report, reportDirectory };
    }
    finally {
        await removeDirectory(temporaryDirectory);
    }
}
async function run_attempt(work) {
    try {
        return { ok: true, value: await work() };
    }
    catch (error) {
        return { ok: false, error };
    }
}
function errorReport(error, directory) {
    return buildReport({
        version: loadVersion(),
        mode: 'enforce',
        startedAt: new Date(),
        durationMs: 0,
        directory,
        target: null,
        policy: null,
        go: null,
        artifacts: [],
        error: (0,src_errors.toGateError)(error, 'inputs'),
    });
}

;// CONCATENATED MODULE: ./src/setup/later-steps.ts


/**
 * As actions/setup-go leaves it: the go command and what `go install` installs are on PATH. A Go that came from PATH is
 * there already. A GOROOT that the job has set is corrected, for with that of another Go the go command would not work;
 * GOTOOLCHAIN is left alone.
 */
async function forLaterSteps(go, environment) {
    const env = { ...environment, GOTOOLCHAIN: 'local', GOROOT: go.goroot };
    const { code, stdout } = await (0,run_command/* runCommand */.d)(go.go, ['env', 'GOPATH'], { env, timeoutMs: 60_000 });
    const [gopath = ''] = code === 0 ? stdout.trim().split(external_node_path_.delimiter) : [];
    const bin = gopath === '' ? [] : [external_node_path_.join(gopath, 'bin')];
    const paths = go.source === 'path' ? bin : [external_node_path_.join(go.goroot, 'bin'), ...bin];
    const stale = environment.GOROOT && external_node_path_.resolve(environment.GOROOT) !== go.goroot;
    return { paths, goroot: stale ? go.goroot : null };
}

;// CONCATENATED MODULE: ./src/action.ts














/** The action's main step: one run of the gate, everything published, and only then the exit code. */
async function runAction(raw) {
    const temporaryBase = process.env.RUNNER_TEMP || external_node_os_.tmpdir();
    if (raw.token)
        core.setSecret(raw.token);
    for (const token of tokensOf(raw['private-token'] ?? ''))
        core.setSecret(token);
    const log = createActionsLog();
    const signal = cancellationSignal();
    let cacheHit = false;
    const { report, reportDirectory } = await run({
        raw,
        base: process.env.GITHUB_WORKSPACE || process.cwd(),
        temporaryBase,
        defaultReportDirectory: external_node_path_.join(temporaryBase, `legacy-kernel-report-${Date.now().toString(36)}-${process.pid}`),
        log,
        env: process.env,
        signal,
        onGo: offerGo,
        onTemporaryDirectory: (directory) => core.saveState('temporary-directory', directory),
        openCache: (choice) => openRunCache(decideCacheUse(choice, process.env), {
            worker: bundledCacheWorker(),
            env: process.env,
            signal,
            limits: CACHE_LIMITS,
            temporaryBase,
            log,
            onSaves: (saves) => core.saveState('cache-saves', renderPendingSaves(saves)),
            onHit: (hit) => {
                cacheHit = hit;
            },
        }),
    });
    core.setOutput('cache-hit', String(cacheHit));
    await publishToActions(report, reportDirectory);
    process.exitCode = exitCodeOf(report.verdict, report.mode);
}
/** Puts the Go of this step on the PATH of the steps after it, as actions/setup-go does. */
async function offerGo(go) {
    const { paths, goroot } = await forLaterSteps(go, process.env);
    for (const folder of paths)
        core.addPath(folder);
    if (goroot !== null)
        core.exportVariable('GOROOT', goroot);
}


/***/ }),

/***/ 3916:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GateError: () => (/* binding */ GateError),
/* harmony export */   messageOf: () => (/* binding */ messageOf),
/* harmony export */   toGateError: () => (/* binding */ toGateError)
/* harmony export */ });
/** The only error type that stages throw on purpose. Anything else that reaches the top is a fault of ours. */
class GateError extends Error {
    stage;
    code;
    fault;
    hint;
    constructor(fields) {
        super(fields.message, { cause: fields.cause });
        this.name = 'GateError';
        this.stage = fields.stage;
        this.code = fields.code;
        this.fault = fields.fault;
        this.hint = fields.hint;
    }
}
/**
 * The text of anything thrown, without a stack. Looks at the shape only: an error of Node's own need not be an
 * instance of this realm's Error.
 */
function messageOf(error) {
    return textField(error, 'message') ?? String(error);
}
/** Makes a cancellation, and as a fault of ours whatever else is no GateError yet, one of the given stage. */
function toGateError(error, stage) {
    if (error instanceof GateError)
        return error;
    // What an aborted signal throws (see cancellation.ts), itself or through Node's own functions.
    if (textField(error, 'name') === 'AbortError')
        return cancelledError(error, stage);
    return new GateError({
        stage,
        code: 'internal',
        fault: 'gate',
        message: `Unexpected error in stage ${stage}: ${messageOf(error)}.`,
        hint: 'Please report this with the log of the step.',
        cause: error,
    });
}
function cancelledError(cause, stage) {
    return new GateError({
        stage,
        code: 'cancelled',
        fault: 'user',
        message: `The run was cancelled in stage ${stage}.`,
        hint: 'Run it again, and let it come to its end.',
        cause,
    });
}
function textField(error, name) {
    const value = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
    return typeof value === 'string' ? value : undefined;
}


/***/ }),

/***/ 2530:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ runCommand),
/* harmony export */   f: () => (/* binding */ lastLine)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_child_process__WEBPACK_IMPORTED_MODULE_0__);

/** How much of each text is kept, in characters: far more than anybody reads, far less than memory. */
const MAX_OUTPUT = 8 << 20;
const MAX_REASON = 300;
/**
 * Runs a command without a shell and without input, and collects what it prints. Never rejects: a missing program, a
 * timeout and a cancellation are results.
 */
function runCommand(command, args, { timeoutMs, signal, ...spawnOptions }) {
    const output = { stdout: '', stderr: '', output: '' };
    if (signal?.aborted)
        return Promise.resolve({ code: null, ...output, trouble: 'cancelled' });
    return new Promise((resolve) => {
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(command, args, {
            env: process.env,
            ...spawnOptions,
            stdio: ['ignore', 'pipe', 'pipe'],
        });
        let trouble = null;
        const stop = (why) => {
            trouble ??= why;
            child.kill('SIGKILL');
            // What the command itself has started may live on and hold these open.
            child.stdout.destroy();
            child.stderr.destroy();
        };
        const cancel = () => stop('cancelled');
        // Not spawn's own timeout: its timer outlives a command that could not be started.
        const timer = timeoutMs === null ? undefined : setTimeout(() => stop('timeout'), timeoutMs);
        signal?.addEventListener('abort', cancel);
        for (const name of ['stdout', 'stderr']) {
            child[name].setEncoding('utf8').on('data', (text) => {
                if (output[name].length < MAX_OUTPUT)
                    output[name] += text;
                if (output.output.length < MAX_OUTPUT)
                    output.output += text;
            });
        }
        const finish = (code) => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', cancel);
            resolve({ code, ...output, trouble });
        };
        child.on('error', (error) => {
            trouble ??= error.code === 'ENOENT' ? 'missing' : 'failed';
            output.stderr ||= error.message;
            finish(null);
        });
        child.on('close', finish);
    });
}
/** The last non-empty line that a command printed on stderr (or stdout): usually the reason of its failure. */
function lastLine(result) {
    const lines = `${result.stdout}\n${result.stderr}`.split('\n').filter((line) => line.trim() !== '');
    if (result.trouble === 'timeout')
        return 'it did not answer in time';
    return lines.at(-1)?.trim().replace(/\.$/, '').slice(0, MAX_REASON) ?? `exit code ${result.code}`;
}


/***/ }),

/***/ 7385:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ errorCode)
/* harmony export */ });
/**
 * The code of a system error (`ENOENT`), or the empty string. Looks at the shape only: an error of Node's own need
 * not be an instance of this realm's Error.
 */
function errorCode(error) {
    const coded = typeof error === 'object' && error !== null && 'code' in error;
    return coded ? String(error.code) : '';
}


/***/ }),

/***/ 8378:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rg: () => (/* binding */ newestVersion),
/* harmony export */   SX: () => (/* binding */ parseGoVersion),
/* harmony export */   hi: () => (/* binding */ renderGoVersion)
/* harmony export */ });
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2088);
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(semver__WEBPACK_IMPORTED_MODULE_0__);

/**
 * The semantic version of a Go version string: `go1.26.8`, `1.26`, `1.27rc1`, also with what a vendor appends
 * (`go1.26.8 X:nodwarf5`, `go1.22.1-custom`). Null for anything else, as a development build.
 *
 * The shape is that of actions/setup-go's tool cache: `1.26` is `1.26.0`, `1.27rc1` is `1.27.0-rc.1`.
 * Format: https://go.dev/doc/toolchain#version.
 */
function parseGoVersion(text) {
    const match = /^(?:go)?(\d+)\.(\d+)(?:\.(\d+))?(?:(beta|rc)(\d+))?(?:$|[\s+-])/.exec(text.trim());
    if (!match)
        return null;
    const [, major, minor, patch = '0', label, serial] = match;
    return semver__WEBPACK_IMPORTED_MODULE_0__.valid(`${major}.${minor}.${patch}${label ? `-${label}.${serial}` : ''}`);
}
/**
 * What Go calls a semantic version: `1.26.8`, `1.27rc1`. Releases before 1.21 had no `.0`: `1.20.0` is `1.20`.
 */
function renderGoVersion(version) {
    const { major, minor, patch, prerelease } = new semver__WEBPACK_IMPORTED_MODULE_0__.SemVer(version);
    const suffix = prerelease.join('');
    const bare = patch === 0 && (suffix !== '' || (major === 1 && minor < 21));
    return `${major}.${minor}${bare ? '' : `.${patch}`}${suffix}`;
}
/** The newest version; a release goes before any pre-release. */
function newestVersion(versions) {
    const releases = versions.filter((version) => semver__WEBPACK_IMPORTED_MODULE_0__.prerelease(version) === null);
    const [newest] = semver__WEBPACK_IMPORTED_MODULE_0__.rsort([...(releases.length > 0 ? releases : versions)]);
    return newest ?? null;
}


/***/ }),

/***/ 6813:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  AS: () => (/* binding */ DOWNLOAD_LIMITS),
  m_: () => (/* binding */ briefly),
  ci: () => (/* binding */ fetchBytes),
  t2: () => (/* binding */ fetchFile),
  Sy: () => (/* binding */ fetchText),
  KD: () => (/* binding */ renderUrl)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(7067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(4708);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
// EXTERNAL MODULE: ./src/setup/error-code.ts
var error_code = __webpack_require__(7385);
;// CONCATENATED MODULE: ./src/setup/http-proxy.ts
/**
 * The proxy for a URL by the usual variables: `https_proxy`, `http_proxy` and `no_proxy`, in lower or upper case.
 * Loopback addresses never go through one. Null: ask the server itself.
 */
function proxyFor(url, environment) {
    const variable = (name) => environment[name] || environment[name.toUpperCase()] || '';
    const proxy = variable(url.protocol === 'https:' ? 'https_proxy' : 'http_proxy');
    if (proxy === '' || isLoopback(url.hostname) || isExempt(url, variable('no_proxy')))
        return null;
    const full = /^https?:\/\//.test(proxy) ? proxy : `http://${proxy}`;
    return URL.canParse(full) ? new URL(full) : null;
}
function isLoopback(host) {
    return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}
function isExempt(url, list) {
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    return list.split(/[\s,]+/).some((entry) => {
        const [, name = '', only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
        if (entry === '*')
            return true;
        if (name === '' || (only !== undefined && only !== port))
            return false;
        return url.hostname === name || url.hostname.endsWith(`.${name}`);
    });
}

;// CONCATENATED MODULE: ./src/setup/http-get.ts






/** Why a request brought no whole answer. */
class HttpFailure extends Error {
    kind;
    /** Of the answer; null when there was none. */
    status;
    constructor(kind, message, status = null, cause) {
        super(message, { cause });
        this.name = 'HttpFailure';
        this.kind = kind;
        this.status = status;
    }
}
const MAX_REDIRECTS = 5;
/**
 * One GET, redirects followed, through the environment's proxy, and the body handed to `consume`.
 *
 * Written on node:http because fetch of Node 20 knows no proxy, and the tool-cache package neither bounds the time
 * nor verifies a digest.
 * @throws HttpFailure for any answer but 200 and for everything that goes wrong on the way
 */
async function httpGet(url, { limits, environment, headers = {}, signal: cancelled }, consume) {
    const timeout = AbortSignal.timeout(limits.totalMs);
    const signal = AbortSignal.any([timeout, cancelled]);
    try {
        const response = await follow(url, { idleMs: limits.idleMs, environment, headers, signal });
        return await consume(response);
    }
    catch (error) {
        cancelled.throwIfAborted();
        throw toHttpFailure(error, timeout);
    }
}
async function follow(start, sending) {
    let url = start;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
        const response = await send(url, url.origin === start.origin ? sending : { ...sending, headers: {} });
        const status = response.statusCode ?? 0;
        if (status === 200)
            return response;
        // Nothing reads this body, so the connection has to go.
        response.destroy();
        const location = response.headers.location;
        if (![301, 302, 303, 307, 308].includes(status) || location === undefined) {
            throw new HttpFailure('status', `the answer was ${status} ${response.statusMessage ?? ''}`.trim(), status);
        }
        url = redirected(url, location);
    }
    throw new HttpFailure('redirect', `more than ${MAX_REDIRECTS} redirects`);
}
function redirected(from, location) {
    if (!URL.canParse(location, from.href))
        throw new HttpFailure('redirect', 'a redirect to no URL');
    const url = new URL(location, from);
    const safe = url.protocol === 'https:' || (url.protocol === 'http:' && from.protocol === 'http:');
    if (!safe)
        throw new HttpFailure('redirect', `a redirect from ${from.protocol} to ${url.protocol}`);
    return url;
}
async function send(url, { idleMs, environment, headers: extra, signal }) {
    const headers = { 'User-Agent': 'legacy-kernel-gate', 'Accept-Encoding': 'identity', ...extra };
    const proxy = proxyFor(url, environment);
    if (proxy === null) {
        const client = url.protocol === 'https:' ? external_node_https_ : external_node_http_;
        return answerOf(client.request(url, { headers, agent: false, signal }), idleMs);
    }
    if (url.protocol === 'http:') {
        const options = { ...proxyOptions(proxy), path: url.href, agent: false, signal };
        return answerOf(clientOf(proxy).request({
            ...options,
            headers: { ...headers, Host: url.host, ...proxyHeaders(proxy) },
        }), idleMs);
    }
    const socket = await openTunnel(proxy, url, idleMs, signal);
    const createConnection = () => external_node_tls_.connect({ socket, servername: url.hostname });
    return answerOf(external_node_https_.request(url, { headers, createConnection, signal }), idleMs);
}
function clientOf(proxy) {
    return proxy.protocol === 'https:' ? external_node_https_ : external_node_http_;
}
function proxyOptions(proxy) {
    return { host: proxy.hostname, port: Number(proxy.port) || (proxy.protocol === 'https:' ? 443 : 80) };
}
function proxyHeaders(proxy) {
    if (proxy.username === '')
        return {};
    const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
    return { 'Proxy-Authorization': `Basic ${Buffer.from(login).toString('base64')}` };
}
function openTunnel(proxy, target, idleMs, signal) {
    const authority = `${target.hostname}:${target.port || 443}`;
    const request = clientOf(proxy).request({
        ...proxyOptions(proxy),
        method: 'CONNECT',
        path: authority,
        headers: { Host: authority, ...proxyHeaders(proxy) },
        agent: false,
        signal,
    });
    return new Promise((resolve, reject) => {
        request.on('connect', (response, socket) => {
            if (response.statusCode === 200)
                return resolve(socket);
            socket.destroy();
            reject(new HttpFailure('network', `the proxy ${proxy.host} answered ${response.statusCode}`));
        });
        request.on('error', reject);
        request.setTimeout(idleMs, () => request.destroy(silence(idleMs)));
        request.end();
    });
}
function answerOf(request, idleMs) {
    return new Promise((resolve, reject) => {
        let answer;
        request.on('response', (response) => {
            answer = response;
            resolve(response);
        });
        request.on('error', reject);
        // Once the answer has begun, whoever reads it has to hear of the silence.
        request.setTimeout(idleMs, () => (answer ?? request).destroy(silence(idleMs)));
        request.end();
    });
}
function silence(idleMs) {
    return new HttpFailure('timeout', `nothing came for ${idleMs / 1000} s`);
}
function toHttpFailure(error, timeout) {
    if (error instanceof errors.GateError)
        return error;
    if (timeout.aborted)
        return new HttpFailure('timeout', 'the answer took too long', null, error);
    if (error instanceof HttpFailure)
        return error;
    // Node's words for a body that ends before its announced length.
    if ((0,error_code/* errorCode */.C)(error) === 'ECONNRESET' && /aborted$/.test((0,errors.messageOf)(error))) {
        return new HttpFailure('truncated', 'the connection ended in the middle of the body', null, error);
    }
    return new HttpFailure('network', (0,errors.messageOf)(error) || (0,error_code/* errorCode */.C)(error), null, error);
}

;// CONCATENATED MODULE: ./src/setup/http-download.ts





const DOWNLOAD_LIMITS = {
    idleMs: 30_000,
    totalMs: 600_000,
    attempts: 4,
    firstPauseMs: 1000,
};
/** For a question that another source can answer as well: a host that a firewall hides does not hold up the run for minutes. */
function briefly(context) {
    const { idleMs, totalMs, attempts, firstPauseMs } = context.limits;
    const limits = {
        idleMs: Math.min(idleMs, 10_000),
        totalMs: Math.min(totalMs, 60_000),
        attempts: Math.min(attempts, 2),
        firstPauseMs,
    };
    return { ...context, limits };
}
/** Go's full listing had some 4 MB in 2026. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024;
/**
 * Fetches a text.
 * @throws GateError naming the URL, see downloadError
 */
async function fetchText(url, context) {
    return (await fetchBytes(url, context)).toString('utf8');
}
/**
 * Fetches something small into memory.
 * @throws GateError naming the URL, see downloadError
 */
async function fetchBytes(url, context) {
    return withRetries(url, context, () => httpGet(url, context, async (body) => {
        const chunks = [];
        let size = 0;
        for await (const chunk of body) {
            size += chunk.length;
            if (size > MAX_TEXT_BYTES)
                throw new HttpFailure('too-large', `more than ${MAX_TEXT_BYTES} bytes`);
            chunks.push(chunk);
        }
        return Buffer.concat(chunks);
    }));
}
/**
 * Fetches a file.
 * @returns the SHA-256 of what was written, 64 lower-case hexadecimal digits
 * @throws GateError naming the URL, see downloadError
 */
async function fetchFile(url, file, expected, context) {
    return withRetries(url, context, () => httpGet(url, context, (body) => writeBody(body, file, expected)));
}
async function writeBody(body, file, expected) {
    const handle = await (0,promises_.open)(file, 'w', 0o600).catch((error) => {
        throw diskError(file, error);
    });
    try {
        const hash = (0,external_node_crypto_.createHash)('sha256');
        let size = 0;
        for await (const chunk of body) {
            size += chunk.length;
            if (size > expected.bytes) {
                const bound = expected.exact ? 'listed' : 'allowed';
                throw new HttpFailure('too-large', `more than the ${expected.bytes} bytes ${bound}`);
            }
            hash.update(chunk);
            await handle.writeFile(chunk).catch((error) => {
                throw diskError(file, error);
            });
        }
        if (expected.exact && size < expected.bytes) {
            throw new HttpFailure('truncated', `the body ended after ${size} of the ${expected.bytes} bytes listed`);
        }
        return hash.digest('hex');
    }
    finally {
        await handle.close();
    }
}
async function withRetries(url, context, attempt) {
    const { limits, log } = context;
    for (let tries = 1;; tries++) {
        try {
            return await attempt();
        }
        catch (error) {
            if (!(error instanceof HttpFailure))
                throw error;
            if (!isTransient(error) || tries >= limits.attempts)
                throw downloadError(url, error, tries);
            const pauseMs = limits.firstPauseMs * 2 ** (tries - 1);
            log.info(`${renderUrl(url)}: ${error.message}; trying again in ${pauseMs / 1000} s`);
            await (0,external_node_timers_promises_.setTimeout)(pauseMs, undefined, { signal: context.signal });
        }
    }
}
/** Whether another attempt may bring something else. */
function isTransient({ kind, status }) {
    if (status !== null)
        return status >= 500 || status === 408 || status === 429;
    return kind === 'network' || kind === 'timeout' || kind === 'truncated';
}
/** A URL without the login and the query that it may carry. */
function renderUrl(url) {
    return `${url.protocol}//${url.host}${url.pathname}`;
}
const CODES = {
    status: 'download-refused',
    network: 'download-unreachable',
    timeout: 'download-timeout',
    truncated: 'download-truncated',
    redirect: 'download-refused',
    'too-large': 'download-refused',
};
function downloadError(url, failure, tries) {
    const often = tries > 1 ? ` (${tries} attempts)` : '';
    return new errors.GateError({
        stage: 'setup',
        code: isAbsent(failure.status) ? 'download-not-found' : CODES[failure.kind],
        // A server's own failure is nobody's to mend here; an address that is wrong or unreachable is the user's.
        fault: failure.kind === 'truncated' || (failure.status ?? 0) >= 500 ? 'gate' : 'user',
        message: `Cannot download ${renderUrl(url)}${often}: ${failure.message}.`,
        hint: hintFor(failure),
        cause: failure,
    });
}
/** A module proxy answers 410 for what it will never have. */
function isAbsent(status) {
    return status === 404 || status === 410;
}
function hintFor({ kind, status }) {
    if (isAbsent(status))
        return 'Check the version, and go-download-base-url or GOPROXY if given: the server does not have this file.';
    if (status === 401 || status === 403 || status === 407)
        return 'The server or proxy wants a login for this file.';
    if (kind === 'network') {
        return 'Check the network, the proxy variables and go-download-base-url, or install Go before this step.';
    }
    return 'Run the job again later, or install Go before this step.';
}
function diskError(file, error) {
    return new errors.GateError({
        stage: 'setup',
        code: 'download-not-stored',
        fault: 'user',
        message: `Cannot write the download to ${file}: ${(0,errors.messageOf)(error)}.`,
        hint: 'Make room on this disk, or set RUNNER_TOOL_CACHE to a folder that can be written.',
        cause: error,
    });
}


/***/ }),

/***/ 5810:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ probeGo)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _run_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2530);
/* harmony import */ var _go_version_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8378);



/**
 * Asks a `go` command who it is.
 *
 * GOTOOLCHAIN=local keeps it from answering for (or downloading) another version that go.mod or the user's settings
 * name; GOROOT is taken from the command's own place.
 * @param go a path, or `go` for the one on PATH
 * @param directory where version managers' shims look for their settings
 * @throws an AbortError when cancelled
 */
async function probeGo(go, source, directory, context) {
    const goroot = source === 'path' ? context.environment.GOROOT : undefined;
    const env = { ...context.environment, GOTOOLCHAIN: 'local', GOROOT: goroot };
    const options = { cwd: directory, env, timeoutMs: 60_000, signal: context.signal };
    const result = await (0,_run_command_js__WEBPACK_IMPORTED_MODULE_1__/* .runCommand */ .d)(go, ['env', 'GOVERSION', 'GOROOT', 'GOHOSTARCH'], options);
    context.signal.throwIfAborted();
    if (result.trouble === 'timeout')
        return { missing: false, reason: 'it did not answer within a minute' };
    if (result.trouble !== null)
        return { missing: result.trouble === 'missing', reason: result.stderr };
    const [version = '', root = '', goarch = ''] = result.stdout.trim().split('\n');
    if (result.code !== 0 || root === '')
        return { missing: false, reason: result.output.trim() || `exit code ${result.code}` };
    const semantic = (0,_go_version_js__WEBPACK_IMPORTED_MODULE_2__/* .parseGoVersion */ .SX)(version);
    if (semantic === null)
        return { missing: false, reason: `it calls itself "${version}"` };
    const toolchain = {
        version: version.replace(/^go/, '').replace(/[\s+-].*$/, ''),
        go: node_path__WEBPACK_IMPORTED_MODULE_0__.join(root, 'bin', 'go'),
        goroot: root,
        source,
    };
    return { toolchain, semantic, goarch };
}


/***/ }),

/***/ 4972:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ loadCachedGo),
/* harmony export */   Y: () => (/* binding */ storeGo)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2088);
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(semver__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var _error_code_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7385);





/** Every Go on the shelf that is marked as complete, in no order. Whether it still runs, only asking it tells. */
async function loadCachedGo({ directory, tool, arch }) {
    const folder = node_path__WEBPACK_IMPORTED_MODULE_2__.join(directory, tool);
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(folder).catch(() => []);
    return names.flatMap((version) => {
        const goroot = node_path__WEBPACK_IMPORTED_MODULE_2__.join(folder, version, arch);
        const complete = semver__WEBPACK_IMPORTED_MODULE_3__.valid(version) !== null && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(goroot) && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(`${goroot}.complete`);
        return complete ? [{ version, goroot }] : [];
    });
}
/**
 * Moves a whole GOROOT, which lies on the same file system, into the tool cache's layout:
 * `go/<semantic version>/<x64|arm64>`, and the empty file `<x64|arm64>.complete` beside it says that it is whole.
 * Nobody ever sees half of it.
 * @param isUsable whether a complete GOROOT that is there already does its work; one that does not is replaced
 * @param attic an existing folder on the same file system, for what is replaced
 * @returns where it is now
 */
async function storeGo({ directory, tool, arch }, { version, goroot }, isUsable, attic) {
    const entry = node_path__WEBPACK_IMPORTED_MODULE_2__.join(directory, tool, version, arch);
    const marker = `${entry}.complete`;
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(node_path__WEBPACK_IMPORTED_MODULE_2__.dirname(entry), { recursive: true });
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(marker))
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(entry, { recursive: true, force: true });
    if (!(await moveIfFree(goroot, entry)) && !(await isUsable(entry))) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(entry, node_path__WEBPACK_IMPORTED_MODULE_2__.join(attic, 'replaced'));
        // If it is taken again, then by another job that mends it at the same time.
        await moveIfFree(goroot, entry);
    }
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(marker, '');
    return entry;
}
/** @returns false when the place is taken: another job on this machine was faster, or what is there was complete before */
async function moveIfFree(from, to) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rename)(from, to);
        return true;
    }
    catch (error) {
        if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes((0,_error_code_js__WEBPACK_IMPORTED_MODULE_4__/* .errorCode */ .C)(error)))
            return false;
        throw error;
    }
}


/***/ })

};
