import { BOTH, type DerivedRow, NEITHER, ONLY_EL7 } from './derived-row.js'

const MADVISE = 'mm/madvise.c madvise_behavior_valid()'

/** mmap, madvise, memfd, futex and membarrier. */
export const MEMORY_ROWS: readonly DerivedRow[] = [
  {
    name: 'madv-free',
    attempt: 'return advise(8)',
    works: ONLY_EL7,
    source: `${MADVISE}: MADV_FREE (4.5)`,
    fallback: true,
  },
  {
    name: 'madv-wipeonfork',
    attempt: 'return advise(18)',
    works: ONLY_EL7,
    source: `${MADVISE}: MADV_WIPEONFORK (4.14)`,
  },
  {
    name: 'madv-dontdump',
    attempt: 'return advise(16)',
    works: BOTH,
    source: `${MADVISE}: MADV_DONTDUMP (3.4)`,
  },
  { name: 'madv-cold', attempt: 'return advise(20)', works: NEITHER, source: `${MADVISE}: MADV_COLD (5.4)` },
  {
    name: 'madv-pageout',
    attempt: 'return advise(21)',
    works: NEITHER,
    source: `${MADVISE}: MADV_PAGEOUT (5.4)`,
    fallback: true,
  },
  {
    name: 'madv-populate-write',
    attempt: 'return advise(23)',
    works: NEITHER,
    source: `${MADVISE}: MADV_POPULATE_WRITE (5.14)`,
  },
  {
    name: 'map-fixed-noreplace-busy',
    attempt: `
p, err := pages(1)
if err != nil {
	return err
}
if _, err := call(syscall.SYS_MMAP, p, 4096, 3, 0x100022, ^uintptr(0), 0); err != syscall.EEXIST {
	return fmt.Errorf("a taken address: %v", err)
}
return nil`,
    works: NEITHER,
    source: 'no MAP_FIXED_NOREPLACE (4.17) in mm/mmap.c: the bit is ignored; seen on both',
  },
  {
    name: 'map-fixed-noreplace-free',
    attempt: `
p, err := pages(1)
if err != nil {
	return err
}
if _, err := call(syscall.SYS_MUNMAP, p, 4096); err != nil {
	return err
}
got, err := call(syscall.SYS_MMAP, p, 4096, 3, 0x100022, ^uintptr(0), 0)
if err == nil && uintptr(got) != p {
	err = errors.New("mapped elsewhere")
}
return err`,
    works: BOTH,
    source: 'without MAP_FIXED_NOREPLACE (4.17) the address is a hint, and it is free',
  },
  {
    name: 'map-shared-validate',
    attempt: `
f, err := temp()
if err != nil {
	return err
}
if err := f.Truncate(4096); err != nil {
	return err
}
_, err = call(syscall.SYS_MMAP, 0, 4096, 3, 3, f.Fd(), 0)
return err`,
    works: ONLY_EL7,
    source: 'mm/mmap.c do_mmap(): MAP_SHARED_VALIDATE (4.15)',
  },
  {
    name: 'mremap-dontunmap',
    attempt: `
p, err := pages(1)
if err != nil {
	return err
}
_, err = call(syscall.SYS_MREMAP, p, 4096, 4096, 5)
return err`,
    works: NEITHER,
    source: 'mm/mremap.c: flags & ~(MREMAP_FIXED | MREMAP_MAYMOVE) is EINVAL (MREMAP_DONTUNMAP: 5.7)',
  },
  {
    name: 'mfd-hugetlb',
    attempt: '_, err := call(319, cstring("x"), 4)\nreturn err',
    works: NEITHER,
    source:
      'mm/shmem.c memfd_create(): MFD_HUGETLB (4.14) is EINVAL, seen on el7; vanilla has no memfd_create',
  },
  {
    name: 'mfd-noexec-seal',
    attempt: '_, err := call(319, cstring("x"), 8)\nreturn err',
    works: NEITHER,
    source: 'mm/shmem.c memfd_create(): MFD_NOEXEC_SEAL (6.3) is EINVAL; vanilla has no memfd_create',
    fallback: true,
  },
  {
    name: 'seal-future-write',
    attempt: `
fd, err := call(319, cstring("x"), 2)
if err != nil {
	return err
}
_, err = call(syscall.SYS_FCNTL, uintptr(fd), 1033, 0x10)
return err`,
    works: NEITHER,
    source: 'mm/shmem.c shmem_add_seals(): seals outside F_ALL_SEALS are EINVAL (F_SEAL_FUTURE_WRITE: 5.1)',
  },
  {
    name: 'futex-lock-pi2',
    attempt: `
lock := word(0)
_, err := call(syscall.SYS_FUTEX, lock, 13|128, 0, 0)
return err`,
    works: NEITHER,
    source: 'kernel/futex.c do_futex(): an unknown operation is ENOSYS (FUTEX_LOCK_PI2: 5.14)',
  },
  {
    name: 'membarrier-private-expedited',
    attempt: `
if _, err := call(324, 1<<4, 0); err != nil {
	return err
}
_, err := call(324, 1<<3, 0)
return err`,
    works: ONLY_EL7,
    source: 'membarrier QUERY says 127 on el7 (bits 0 to 6); vanilla has no membarrier',
    fallback: true,
  },
  {
    name: 'membarrier-rseq',
    attempt: '_, err := call(324, 1<<8, 0)\nreturn err',
    works: NEITHER,
    source: 'membarrier QUERY says 127 on el7: no REGISTER_PRIVATE_EXPEDITED_RSEQ (5.10)',
  },
]
