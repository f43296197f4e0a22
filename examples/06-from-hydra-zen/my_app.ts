import { builds, fbuilds, makeConfig, store, zen } from 'hydra-zen'
import { Character, gear } from './game_library.ts'

/** A wrapper: what a config builds, with something done to it. */
export function spooky(make: (...args: never[]) => Character): (...args: never[]) => Character {
  return (...args) => {
    const { name, level, gear } = make(...args)
    return new Character(name, level, gear && { ...gear, costume: `spooky ${gear.costume}` })
  }
}

export function play(player: Character): string {
  console.log(String(player))
  return player.name
}

// configs of the library's code
const Gear = fbuilds(gear)
const starter = Gear.with({ gold: 10, weapon: 'stick', costume: 'tunic' })
const Player = fbuilds(Character, { gear: starter })

// groups, by presets of the store
const gears = store.with({ group: 'player/gear' })
gears(starter, { name: 'starter' })
gears(Gear.with({ gold: 500, weapon: 'wand', costume: 'robe' }), { name: 'advanced' })
gears(Gear.with({ gold: 0, weapon: 'inner thoughts', costume: 'rags' }), { name: 'hard_mode' })

const players = store.with({ group: 'player' })
players(Player, { name: 'base' })
players(Player.with({ name: 'brinda', level: 47 }), { name: 'brinda' })
players(builds(Player, { name: 'casper' }, { wrappers: spooky }), { name: 'casper' })

// the task's own config, from its signature, with a defaults list
store(play, { name: 'my_app', options: { defaults: ['_self_', { player: 'base' }] } })

// experiments: what differs from it
const experiments = store.with({ group: 'experiment', package: '_global_' })
experiments(makeConfig({ player: { level: 99 } }, { defaults: ['_self_', { 'override /player': 'brinda' }] }), {
  name: 'veteran',
})
experiments(makeConfig({ player: { name: 'nobody' } }, { defaults: ['_self_', { '/player/gear': 'hard_mode' }] }), {
  name: 'novice',
})

await zen(play).main(import.meta, { configName: 'my_app', stores: store })
