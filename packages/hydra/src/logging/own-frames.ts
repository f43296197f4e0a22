/** Only the frames of the user's own code are of use to who wrote the task; `HYDRA_FULL_ERROR=1` shows all of them. */
export function withoutOurFrames(text: string, env: Readonly<Record<string, string | undefined>> = {}): string {
  if (env.HYDRA_FULL_ERROR === '1') return text
  return text
    .split('\n')
    .filter((line) => !isFrame(line) || !isOurs(line))
    .join('\n')
}

/** Whether a line of a stack is a frame. */
export function isFrame(line: string): boolean {
  return /^\s+at /.test(line)
}

/** Whether a frame is of Node or of these packages, installed or in their own repository. */
export function isOurs(frame: string): boolean {
  return ours.test(frame)
}

const ours =
  /\(node:|<anonymous>\)?$|[\\/](?:@hydra-zen[\\/]\w+|node_modules[\\/]hydra-zen|packages[\\/](?:diagnostics|hydra|omegaconf|signatures|zen))[\\/](?:dist|src)[\\/]/
