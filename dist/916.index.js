export const id = 916;
export const ids = [916];
export const modules = {

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


/***/ })

};
