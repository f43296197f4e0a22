import { ZenStore, zen } from 'hydra-zen'
import { z } from 'zod'

// Any Standard Schema (zod, valibot, arktype) is a config: fields, defaults, and what is allowed.
const Server = z.object({
  host: z.string().default('localhost'),
  port: z.number().int().min(1024).max(65535).default(8080),
  mode: z.enum(['dev', 'live']).default('dev'),
})

export function serve({ host, port, mode }: z.infer<typeof Server>): void {
  console.log(`serving http://${host}:${port} (${mode})`)
}

const store = new ZenStore()
store(Server, { name: 'server' })

await zen(serve).main(import.meta, { configName: 'server', stores: store })
