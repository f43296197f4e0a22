export { fromCli, fromDotlist, mergeWithCli, mergeWithDotlist } from './view/dotlist.ts'
