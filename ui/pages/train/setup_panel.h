// The settings of the experiment, made from the specs of its sections.
#pragma once

#include <QScrollArea>

#include <vector>

class QToolButton;

namespace lossarium::ui {

class ColumnsPanel;
struct Offer;
class SectionPanel;
class Session;
struct Theme;

class SetupPanel : public QScrollArea {
  Q_OBJECT

 public:
  explicit SetupPanel(Session& session, QWidget* parent = nullptr);
  void setTheme(const Theme& theme);

 private:
  void showExperiment();
  void showData();
  void addColumnsButton();
  void showColumns();
  void offerColumns();
  std::vector<Offer> offeredLosses() const;

  Session& session_;
  std::vector<SectionPanel*> sections_;
  QToolButton* columnsButton_;
  ColumnsPanel* columns_;
  std::size_t shownDocument_ = 0;
};

}  // namespace lossarium::ui
