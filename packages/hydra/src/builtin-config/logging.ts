/** Options of `hydra/job_logging` and `hydra/hydra_logging`, in the layout of Python's `logging.config`. */

const console = { class: 'logging.StreamHandler', formatter: 'simple', stream: 'ext://sys.stdout' }
const file = {
  class: 'logging.FileHandler',
  formatter: 'simple',
  filename: '${hydra.runtime.output_dir}/${hydra.job.name}.log',
}
const jobFormat = '[%(asctime)s][%(name)s][%(levelname)s] - %(message)s'
const silent = { version: 1, root: null, disable_existing_loggers: false }
const errorsOnly = { version: 1, root: { level: 'ERROR' }, disable_existing_loggers: true }
const colors = { DEBUG: 'purple', INFO: 'green', WARNING: 'yellow', ERROR: 'red', CRITICAL: 'red' }

export const jobLogging: Readonly<Record<string, unknown>> = {
  default: {
    version: 1,
    formatters: { simple: { format: jobFormat } },
    handlers: { console, file },
    root: { level: 'INFO', handlers: ['console', 'file'] },
    disable_existing_loggers: false,
  },
  disabled: errorsOnly,
  none: silent,
  stdout: {
    version: 1,
    formatters: { simple: { format: '%(message)s' } },
    handlers: { console },
    root: { level: 'INFO', handlers: ['console'] },
    disable_existing_loggers: false,
  },
  colorlog: {
    version: 1,
    formatters: {
      simple: { format: jobFormat },
      colorlog: {
        '()': 'colorlog.ColoredFormatter',
        format:
          '[%(cyan)s%(asctime)s%(reset)s][%(blue)s%(name)s%(reset)s][%(log_color)s%(levelname)s%(reset)s] - %(message)s',
        log_colors: colors,
      },
    },
    handlers: { console: { ...console, formatter: 'colorlog' }, file },
    root: { level: 'INFO', handlers: ['console', 'file'] },
    disable_existing_loggers: false,
  },
}

export const hydraLogging: Readonly<Record<string, unknown>> = {
  default: {
    version: 1,
    formatters: { simple: { format: '[%(asctime)s][HYDRA] %(message)s' } },
    handlers: { console },
    root: { level: 'INFO', handlers: ['console'] },
    loggers: { logging_example: { level: 'DEBUG' } },
    disable_existing_loggers: false,
  },
  disabled: errorsOnly,
  hydra_debug: {
    version: 1,
    formatters: { simple: { format: jobFormat } },
    handlers: {
      file: {
        class: 'logging.FileHandler',
        mode: 'w',
        formatter: 'simple',
        filename: 'hydra-${hydra.job.name}.log',
        delay: true,
      },
    },
    root: { level: 'ERROR', handlers: ['file'] },
    loggers: { hydra: { level: 'DEBUG' } },
    disable_existing_loggers: false,
  },
  none: silent,
  colorlog: {
    version: 1,
    formatters: {
      colorlog: {
        '()': 'colorlog.ColoredFormatter',
        format: '[%(cyan)s%(asctime)s%(reset)s][%(purple)sHYDRA%(reset)s] %(message)s',
      },
    },
    handlers: { console: { ...console, formatter: 'colorlog' } },
    root: { level: 'INFO', handlers: ['console'] },
    disable_existing_loggers: false,
  },
}
