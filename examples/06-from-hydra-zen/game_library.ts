export interface Gear {
  readonly gold: number
  readonly weapon: string
  readonly costume: string
}

export class Character {
  readonly name: string
  readonly level: number
  readonly gear: Gear | null

  constructor(name: string, level = 1, gear: Gear | null = null) {
    this.name = name
    this.level = level
    this.gear = gear
  }

  toString(): string {
    const { gold = 0, weapon = 'no weapon', costume = 'no costume' } = this.gear ?? {}
    return `${this.name}, level ${this.level}: ${costume}, ${weapon}, ${gold} gold`
  }
}

export function gear(gold: number, weapon: string, costume: string): Gear {
  return { gold, weapon, costume }
}
