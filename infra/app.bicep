// The web app that runs app.py. A web app and not a container app: the Agents Toolkit deploys to it with one command,
// with no image to build and no registry to keep, and "always on" is all that reminders need.
param name string
param location string
param sku string
param identityId string
param identityClientId string
param tenantId string
param allowedTenants string
param backgroundReading string
param databaseUrlUri string
param insightsConnection string
param workspaceId string
param subnetId string

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: '${name}-plan'
  location: location
  kind: 'linux'
  sku: {
    name: sku
  }
  properties: {
    reserved: true
  }
}

resource site 'Microsoft.Web/sites@2023-12-01' = {
  name: name
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: subnetId
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      linuxFxVersion: 'PYTHON|3.12'
      appCommandLine: 'python app.py'
      alwaysOn: true
      healthCheckPath: '/readyz'
      http20Enabled: true
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
    }
  }

  // All of them: what somebody sets in the portal is gone after the next deployment.
  resource settings 'config' = {
    name: 'appsettings'
    properties: {
      MICROSOFT_APP_ID: identityClientId
      MICROSOFT_APP_TENANT_ID: tenantId
      MANAGED_IDENTITY_CLIENT_ID: identityClientId
      ALLOWED_TENANTS: allowedTenants
      BACKGROUND_READING: backgroundReading
      NOTIFICATION_URL: 'https://${site.properties.defaultHostName}/api/notifications'
      DATABASE_URL: '@Microsoft.KeyVault(SecretUri=${databaseUrlUri})'
      // Where App Service looks for a Python program.
      PORT: '8000'
      LOG_FORMAT: 'json'
      APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
      // What is below is for the platform: install the requirements on deploy, with telemetry, and wait for a drain.
      SCM_DO_BUILD_DURING_DEPLOYMENT: 'true'
      CUSTOM_REQUIREMENTSTXT_PATH: 'requirements-telemetry.txt'
      WEBSITES_CONTAINER_STOP_TIME_LIMIT: '40'
      WEBSITES_CONTAINER_START_TIME_LIMIT: '300'
    }
  }

  resource noFtp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: site
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AppServiceConsoleLogs'
        enabled: true
      }
      {
        category: 'AppServicePlatformLogs'
        enabled: true
      }
    ]
  }
}

output host string = site.properties.defaultHostName
output resourceId string = site.id
