"""Company sign-in by OpenID Connect, switched on by OIDC_SERVER_URL."""

from mentorship import env


def provider(server_url: str, *, name: str) -> dict[str, object]:
    """allauth's settings for the one provider; a missing id or secret stops the start."""
    return {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "company",
                "name": name,
                "client_id": env.text("OIDC_CLIENT_ID"),
                "secret": env.text("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": server_url},
            }
        ],
    }
