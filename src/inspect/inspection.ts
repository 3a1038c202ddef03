/** What an ELF file says of itself. Field names follow elf(5) and readelf(1). */
export interface ElfFacts {
  readonly class: 32 | 64
  readonly endian: 'little' | 'big'
  /** `e_type`: `exec` (ET_EXEC), `dyn` (ET_DYN: PIE or shared object), `rel`, `core`, or the number in decimal. */
  readonly type: string
  /**
   * `e_machine`, class and endianness as uname(1) would say it: `x86_64`, `aarch64`, `aarch64_be`, `i386`, …; `x32` for
   * x86-64 with 32-bit pointers; else `machine-N`.
   */
  readonly machine: string
  /** Path in PT_INTERP; null when the kernel runs the file without a loader. */
  readonly interpreter: string | null
  /** DT_NEEDED, in file order. */
  readonly needed: readonly string[]
  /** DT_RUNPATH, or DT_RPATH when there is none: folders in which the loader looks first; may begin with `$ORIGIN`. */
  readonly runpath: readonly string[]
  /** DT_SONAME. */
  readonly soname: string | null
  /** `.gnu.version_r`: the symbol versions that each library must have. */
  readonly verneed: readonly VersionNeed[]
  /** DT_RELR is present: glibc before 2.36 cannot relocate the file. */
  readonly relr: boolean
  /** NT_GNU_ABI_TAG: the oldest kernel that the file's C library start-up code accepts. */
  readonly abiTag: AbiTag | null
}

export interface VersionNeed {
  /** For example `libc.so.6`. */
  readonly library: string
  /** Without which the loader does not start the file: `GLIBC_2.2.5`, `GLIBC_2.34`, in file order. */
  readonly versions: readonly string[]
  /** Those with VER_FLG_WEAK, in file order: the loader tells that they lack, and starts the file (glibc, elf/dl-version.c). */
  readonly weakVersions: readonly string[]
}

export interface AbiTag {
  /** 0 is Linux. */
  readonly os: number
  /** For example `3.2.0`. */
  readonly kernel: string
}

export interface GoModule {
  readonly path: string
  readonly version: string
  /** `h1:…`, or empty. */
  readonly sum: string
  /** What a `replace` line put in its place. */
  readonly replace: GoModule | null
}

/** The build information that the Go linker embeds (debug/buildinfo). */
export interface GoBuildInfo {
  /** For example `go1.26.8`. */
  readonly version: string
  /** Import path of the main package; empty before Go 1.18 when the linker did not record it. */
  readonly path: string
  readonly main: GoModule | null
  readonly deps: readonly GoModule[]
  /** Build settings (`-tags`, `CGO_ENABLED`, `GOAMD64`, `vcs.revision`, …), Go 1.18 and later. */
  readonly settings: Readonly<Record<string, string>>
}

/** Everything that is known of an artifact without running it. */
export interface Inspection {
  readonly elf: ElfFacts
  /** Null when the file carries no Go build information. */
  readonly go: GoBuildInfo | null
  /** Neither interpreter nor needed libraries: no C library of the target is involved. */
  readonly static: boolean
  /** The highest GLIBC_x.y in `verneed`, for example `2.34`; null when none is needed. */
  readonly minGlibc: string | null
}
