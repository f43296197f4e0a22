// As `hydra-zen signatures declare` writes it.
import type { Sig } from 'hydra-zen'

type M = typeof import('./targets.ts')

declare module 'hydra-zen' {
  interface ByMember {
    norm: Sig<M['Positional'], { x: number; y?: number; label?: string }>
  }
  interface ByShape {
    nob: Sig<M['train'], { x: number; point: import('./targets.ts').Positional; verbose?: boolean }>
  }
}
