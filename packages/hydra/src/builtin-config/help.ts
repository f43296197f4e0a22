/** What `--help` prints; `$APP_CONFIG_GROUPS`, `$CONFIG` and `$FLAGS_HELP` are filled in. */
export const helpDefault = {
  app_name: '${hydra.job.name}',
  header: '${hydra.help.app_name} is powered by Hydra.\n',
  footer: 'Powered by Hydra (https://hydra.cc)\nUse --hydra-help to view Hydra specific help\n',
  template: [
    '${hydra.help.header}',
    '== Configuration groups ==',
    'Compose your configuration from those groups (group=option)',
    '',
    '$APP_CONFIG_GROUPS',
    '',
    '== Config ==',
    'Override anything in the config (foo.bar=value)',
    '',
    '$CONFIG',
    '',
    '${hydra.help.footer}',
    '',
  ].join('\n'),
}

/** What `--hydra-help` prints. */
export const hydraHelpDefault = {
  template: [
    'Hydra (${hydra.runtime.version})',
    'See https://hydra.cc for more info.',
    '',
    '== Flags ==',
    '$FLAGS_HELP',
    '',
    '== Configuration groups ==',
    'Compose your configuration from those groups (For example, append hydra/job_logging=disabled to command line)',
    '',
    '$HYDRA_CONFIG_GROUPS',
    '',
    "Use '--cfg hydra' to Show the Hydra config.",
    '',
  ].join('\n'),
}
