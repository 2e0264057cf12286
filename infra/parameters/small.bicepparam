using '../main.bicep'
extends 'common.bicepparam'

// To try it, and for some dozens of instances: one zone, no copies elsewhere. A first request may wait for an instance to start.
param instanceMemoryMB = 512
param alwaysReady = { probe: 1, durable: 1, http: 0 }
param zoneRedundant = false
param storageSku = 'Standard_LRS'
param schedulerSku = 'Consumption'
param public = true
