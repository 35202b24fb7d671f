"""The directory of organizations: typed once, used wherever a case names one of them."""
