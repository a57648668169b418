from django.test import Client


def test_health_answers_without_signing_in(client: Client, db: None) -> None:
    response = client.get("/health/")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_account_pages_do_not_offer_signing_up(client: Client, db: None) -> None:
    response = client.get("/accounts/signup/")

    assert "password1" not in response.content.decode()
