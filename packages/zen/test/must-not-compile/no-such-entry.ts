// error: Argument of type '"callbacks/uplod"' is not assignable to parameter of type '"callbacks/upload"'
import { ZenStore } from 'hydra-zen'

class Upload {}

export const config = new ZenStore().add(Upload, { name: 'upload', group: 'callbacks' }).get('callbacks/uplod')
