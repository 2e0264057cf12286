using none

// What is the same in all sizes. What belongs to one installation comes from the environment; docs/azure.md lists the variables.
param name = readEnvironmentVariable('HAM4DB_NAME', 'ham4db')

param entraClientId = readEnvironmentVariable('HAM4DB_ENTRA_CLIENT_ID')
param alertEmails = filter(split(readEnvironmentVariable('HAM4DB_ALERT_EMAILS', ''), ','), address => !empty(address))

param secrets = {
  MySQLTopologyPassword: readEnvironmentVariable('HAM4DB_TOPOLOGY_PASSWORD', '')
  MySQLReplicationPassword: readEnvironmentVariable('HAM4DB_REPLICATION_PASSWORD', '')
}

param configuration = {
  MySQLTopologyUser: 'ham4db'
  MySQLReplicationUser: 'replication'
  DiscoverySeeds: readEnvironmentVariable('HAM4DB_SEEDS')
  DiscoveryAllowedHosts: readEnvironmentVariable('HAM4DB_ALLOWED_HOSTS')
  // Nothing is recovered by itself until this names clusters.
  RecoverMasterClusterFilters: readEnvironmentVariable('HAM4DB_RECOVER', '')
}
