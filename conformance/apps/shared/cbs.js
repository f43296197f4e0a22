import { select } from '@hydra-zen/omegaconf'
import { pythonJson } from './python-json.js'

/** Tells every event it gets, and throws in one of them if asked to. */
export class Trace {
  #name
  #failOn

  constructor({ name, fail_on: failOn = null, ...extra }) {
    if (name === undefined) throw new TypeError("Trace needs 'name'")
    this.#name = name
    this.#failOn = failOn
    console.log(`${name} created ${pythonJson(extra)}`)
  }

  onRunStart(event) {
    this.#tell('on_run_start', event, ['config_name'])
  }

  onRunEnd(event) {
    this.#tell('on_run_end', event, ['config_name', 'job_return'])
  }

  onMultirunStart(event) {
    this.#tell('on_multirun_start', event, ['config_name'])
  }

  onMultirunEnd(event) {
    this.#tell('on_multirun_end', event, ['config_name'])
  }

  onJobStart(event) {
    this.#tell('on_job_start', event, ['task_function'])
  }

  onJobEnd(event) {
    this.#tell('on_job_end', event, ['job_return'])
  }

  /** `names` are those of the arguments in the reference; each must be there under our name of it. */
  #tell(event, given, names) {
    const there = names.filter((name) => camel(name) in given)
    const x = select(given.config, 'x') ?? null
    let line = `${this.#name} ${event} x=${pythonJson(x)} args=${there.join(',')}`
    if (given.jobReturn) line += ` ${returned(given.jobReturn)}`
    console.log(line)
    if (this.#failOn === event) throw new Error(`${this.#name} fails in ${event}`)
  }
}

/** A module member that is there, so that others can be missing. */
export const here = true

function returned(jobReturn) {
  const failed = jobReturn.status === 'FAILED'
  const value = failed ? `error:${jobReturn.error.message}` : pythonJson(jobReturn.returnValue)
  return `status=${jobReturn.status} value=${value} overrides=${pythonJson([...jobReturn.overrides])}`
}

function camel(name) {
  return name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())
}
